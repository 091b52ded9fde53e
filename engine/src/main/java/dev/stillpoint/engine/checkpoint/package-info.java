/**
 * Where replay begins: the superblock (who the pool is, which life this is) and the checkpoint (all
 * maps and tables as they stood at one LSN). Both are redundant pairs, so that a torn write leaves
 * the older one.
 */
package dev.stillpoint.engine.checkpoint;
