package dev.stillpoint.simulator;

/**
 * A write that no completed sync covers yet.
 *
 * @param file name of its file
 * @param position first byte, a multiple of the sector size
 * @param lengthBytes a multiple of the sector size
 * @param ordinal its place in the order of all writes of the storage
 */
public record UnsyncedWrite(String file, long position, int lengthBytes, long ordinal) {}
