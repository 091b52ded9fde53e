package dev.stillpoint.engine.space;

/** Checksums of blocks of one segment, by their place in it. */
@FunctionalInterface
public interface Checks {
  /** Checksum of a block's bytes as they are stored. */
  int sum(int at);
}
