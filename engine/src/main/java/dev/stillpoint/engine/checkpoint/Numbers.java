package dev.stillpoint.engine.checkpoint;

/** The 64-bit numbers of which a checkpoint consists. */
final class Numbers {
  private Numbers() {}

  /** Where numbers go. */
  @FunctionalInterface
  interface Out {
    void put(long value);
  }

  /** Where numbers come from. */
  @FunctionalInterface
  interface In {
    long take();
  }
}
