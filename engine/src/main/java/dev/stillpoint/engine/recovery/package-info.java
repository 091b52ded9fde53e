/**
 * Opening a pool: the newest checkpoint, then the log behind it, batch by batch, until the first
 * that does not belong. Keeps invariant 3 (prefix).
 */
package dev.stillpoint.engine.recovery;
