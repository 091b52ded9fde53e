/**
 * What the records mean: volumes, images, groups and their maps. One {@code apply} serves the
 * running pool and the replay, so both arrive at the same state. Keeps invariants 4 (atomic groups)
 * and 5 (immutability). Knows nothing of files, buffers or locks; its caller holds the pool's lock.
 */
package dev.stillpoint.engine.state;
