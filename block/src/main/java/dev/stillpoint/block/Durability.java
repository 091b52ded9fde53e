package dev.stillpoint.block;

/** What the answer to a write means. */
public enum Durability {
  /** In the pool's order and visible to every reader; survives a power cut after the next flush. */
  VOLATILE,
  /** As {@link #VOLATILE}, and on stable storage when answered (NBD's FUA). */
  DURABLE
}
