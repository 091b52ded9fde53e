package dev.stillpoint.bench.load;

/**
 * What is asked of each disk, at random places of its first bytes.
 *
 * @param direction reads or writes
 * @param blockBytes size and alignment of a request
 * @param workingSetBytes how much of each disk is used, at least one block
 * @param depth requests under way on each disk
 * @param perSecond requests a second over all disks together, at most; 0 for as many as are
 *     answered
 * @param seed of the order of places
 */
public record LoadShape(
    Direction direction,
    int blockBytes,
    long workingSetBytes,
    int depth,
    int perSecond,
    long seed) {
  /** Which way the bytes go. */
  public enum Direction {
    /** From the disk. */
    READ(0),
    /** To the disk. */
    WRITE(1);

    private final int command;

    Direction(int command) {
      this.command = command;
    }

    /** What the protocol calls it. */
    int command() {
      return command;
    }
  }

  private static final int DEPTH_MAX = 1024;

  /** Refuses nonsense. */
  public LoadShape {
    if (blockBytes < 512 || workingSetBytes < blockBytes) {
      throw new IllegalArgumentException(blockBytes + " bytes of " + workingSetBytes);
    }
    if (depth < 1 || depth > DEPTH_MAX || perSecond < 0) {
      throw new IllegalArgumentException("depth " + depth + ", " + perSecond + " a second");
    }
  }

  /** True when requests come at their own pace and not at that of the answers. */
  public boolean paced() {
    return perSecond > 0;
  }
}
