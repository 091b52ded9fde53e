package dev.stillpoint.engine.space;

/**
 * What each block of one segment holds: the stamp that makes a foreign block recognisable and the
 * cleaner's list of what to look for. Blocks of headers have no family (0).
 */
public final class BlockTable {
  private final long[] families;
  private final long[] blocks;
  private final int[] checks;

  public BlockTable(int size) {
    families = new long[size];
    blocks = new long[size];
    checks = new int[size];
  }

  public void set(int at, long family, long block, int check) {
    families[at] = family;
    blocks[at] = block;
    checks[at] = check;
  }

  /** Family of volumes that the block was written for; 0 for a header or an unused block. */
  public long family(int at) {
    return families[at];
  }

  /** Number of the block in its volume. */
  public long block(int at) {
    return blocks[at];
  }

  /** Checksum of the block's bytes. */
  public int check(int at) {
    return checks[at];
  }

  /** The checksums alone, which readers keep when the rest may go. */
  public int[] checks() {
    return checks;
  }

  public int size() {
    return checks.length;
  }
}
