package dev.stillpoint.engine.log;

/**
 * Where the log goes on.
 *
 * @param slot slot of the active segment
 * @param segment its sequence number
 * @param block first free block in it
 * @param chain header checksum of the last batch, which the next one names
 * @param nextLsn LSN of the next record
 */
public record LogPosition(int slot, long segment, int block, int chain, long nextLsn) {}
