/**
 * Images: what instances begin with. An image names the snapshots of its disks; those snapshots
 * stay while it stays.
 */
package dev.stillpoint.control.image;
