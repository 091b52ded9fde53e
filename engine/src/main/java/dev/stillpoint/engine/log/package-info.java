/**
 * The log as it is written: batches that fill, are sealed, wait in the buffer, reach their segment
 * and are synced. Keeps invariants 1 (order) and 2 (durability). Knows records, not what they mean.
 */
package dev.stillpoint.engine.log;
