package dev.stillpoint.engine.map;

/** Counts how many map entries reach each location, so that the log knows what still lives. */
public interface BlockRefs {
  /** One more entry reaches these {@code count} blocks from {@code location}. */
  void retain(long location, int count);

  /** One entry fewer reaches them. */
  void release(long location, int count);
}
