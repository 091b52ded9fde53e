package dev.stillpoint.engine.space;

/**
 * What each block of one segment holds: the checksum that readers ask for, the stamp that makes a
 * foreign block recognisable, and the identity of what the cleaner brought. In memory for segments
 * whose footer is not written yet, and while the cleaner looks at one. Filled under the pool's
 * lock; read without it by whoever learned under it that a block is there.
 */
public final class BlockTable implements Checks {
  private final long segment;
  private final long first;
  private final long[] families;
  private final long[] blocks;
  private final int[] sums;

  /** Made when the first sealed block comes: a segment without any pays nothing. */
  private short[] headers = {};

  /** Made when the first moved block comes; 0 says that a block was born where it stands. */
  private long[] identities = {};

  public BlockTable(Geometry geometry, long segment) {
    this.segment = segment;
    this.first = geometry.location(segment, 0);
    int size = geometry.blocks();
    families = new long[size];
    blocks = new long[size];
    sums = new int[size];
  }

  /**
   * Says what stands at a place.
   *
   * @param family family of volumes that the block was written for; 0 if it is unknown
   * @param header see {@link #header}
   */
  public void set(int at, long family, long block, int sum, int header) {
    families[at] = family;
    blocks[at] = block;
    sums[at] = sum;
    if (header > 0 && headers.length == 0) {
      headers = new short[sums.length];
    }
    if (headers.length > 0) {
      headers[at] = (short) header;
    }
  }

  /** Says that what stands at a place was born elsewhere. */
  public void setIdentity(int at, long identity) {
    boolean bornHere = identity == first + at;
    if (!bornHere && identities.length == 0) {
      identities = new long[sums.length];
    }
    if (identities.length > 0) {
      identities[at] = bornHere ? 0 : identity;
    }
  }

  /** Says that what stands at consecutive places was born elsewhere, one behind the other. */
  public void setIdentities(int from, int count, long identity) {
    for (int i = 0; i < count; i++) {
      setIdentity(from + i, identity + i);
    }
  }

  /** Whether anything is known of a block: where a header and its copy were lost, nothing is. */
  public boolean knows(int at) {
    return (families[at] | blocks[at] | sums[at]) != 0;
  }

  /** Sequence number of the segment. */
  public long segment() {
    return segment;
  }

  /** Family of volumes that the block was written for; 0 for a header or where it is unknown. */
  public long family(int at) {
    return families[at];
  }

  /** Number of the block in its volume. */
  public long block(int at) {
    return blocks[at];
  }

  @Override
  public int sum(int at) {
    return sums[at];
  }

  /** How many blocks before it the header of its batch stands, if it is sealed; 0 otherwise. */
  public int header(int at) {
    return headers.length == 0 ? 0 : headers[at];
  }

  /** The location that maps know the block by: where it was born. */
  public long identity(int at) {
    return identities.length == 0 || identities[at] == 0 ? first + at : identities[at];
  }

  public int size() {
    return sums.length;
  }
}
