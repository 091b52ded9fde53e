package dev.stillpoint.engine.space;

/**
 * What each block of one segment holds: the stamp that makes a foreign block recognisable and the
 * cleaner's list of what to look for. Blocks of headers have no family (0).
 */
public final class BlockTable {
  private final long[] families;
  private final long[] blocks;
  private final Checks checks;

  public BlockTable(int size) {
    families = new long[size];
    blocks = new long[size];
    checks = new Checks(size);
  }

  /**
   * Says what stands at a place.
   *
   * @param header see {@link Checks#header}
   */
  public void set(int at, long family, long block, int check, int header) {
    families[at] = family;
    blocks[at] = block;
    checks.set(at, check, header);
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
    return checks.sum(at);
  }

  /** How many blocks before it the header of its batch stands, if it is sealed; 0 otherwise. */
  public int header(int at) {
    return checks.header(at);
  }

  /** What readers keep when the rest may go. */
  public Checks checks() {
    return checks;
  }

  public int size() {
    return blocks.length;
  }
}
