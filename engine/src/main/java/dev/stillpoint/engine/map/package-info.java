/**
 * The map from block numbers to locations in the log: a B+ tree of extents that stands on disk and
 * is read node by node. Versions of a volume share what they have in common; who was born when says
 * who owns it, so nothing is counted. Knows nothing of volumes or threads: the pool's lock guards
 * every map of a pool, and nobody reads a file under it (see {@link
 * dev.stillpoint.engine.map.Attempt}).
 */
package dev.stillpoint.engine.map;
