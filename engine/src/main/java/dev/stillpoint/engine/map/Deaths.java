package dev.stillpoint.engine.map;

/** Hears of blocks that no version reaches any more. */
@FunctionalInterface
public interface Deaths {
  /** The {@code count} blocks that were written to {@code location} and behind it are dead. */
  void died(long location, long count);
}
