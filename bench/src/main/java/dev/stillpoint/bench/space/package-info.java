/**
 * What stored bytes cost: memory and the time of a start after kill -9 as the log grows with random
 * blocks of large thin disks, and space on disk after everything was overwritten many times. {@link
 * dev.stillpoint.bench.space.SpaceBenchCommand} is the door.
 */
package dev.stillpoint.bench.space;
