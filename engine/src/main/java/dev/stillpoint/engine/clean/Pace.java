package dev.stillpoint.engine.clean;

/**
 * How fast the cleaner may go while somebody writes: for seven blocks that clients bring, it moves
 * three, so that they keep seven tenths of what the log can take. What was not used is saved up to
 * one segment and no further. Guarded by whoever turns the crank.
 */
public final class Pace {
  private static final int CLIENTS = 7;
  private static final int CLEANER = 3;

  private final long savedMax;
  private long clientBlocks;
  private long movedBlocks;

  /** In sevenths of a block. */
  private long allowance;

  public Pace(long segmentBlocks) {
    savedMax = segmentBlocks * CLIENTS;
  }

  /**
   * Whether the next step may be done now.
   *
   * @param client blocks that clients brought so far
   * @param moved blocks that the cleaner moved so far
   */
  public boolean allows(long client, long moved) {
    long earned = (client - clientBlocks) * CLEANER - (moved - movedBlocks) * CLIENTS;
    clientBlocks = client;
    movedBlocks = moved;
    allowance = Math.clamp(allowance + earned, -savedMax, savedMax);
    return allowance > 0;
  }
}
