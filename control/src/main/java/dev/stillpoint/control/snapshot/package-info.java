/** Snapshots of single disks, and what all snapshots have in common. */
package dev.stillpoint.control.snapshot;
