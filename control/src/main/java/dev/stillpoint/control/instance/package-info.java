/** Instances, the holders of disks: their state machine and which exports exist when. */
package dev.stillpoint.control.instance;
