package dev.stillpoint.engine.space;

/**
 * What a reader needs to know of the blocks of one segment: their checksums, and for sealed ones
 * where the header stands that holds their seals. Filled under the pool's lock; read without it by
 * whoever learned under it that a block is there.
 */
public final class Checks {
  private final int[] sums;

  /** Made when the first sealed block comes: a segment without any pays nothing. */
  private short[] headers = {};

  Checks(int size) {
    sums = new int[size];
  }

  void set(int at, int sum, int header) {
    sums[at] = sum;
    if (header > 0 && headers.length == 0) {
      headers = new short[sums.length];
    }
    if (headers.length > 0) {
      headers[at] = (short) header;
    }
  }

  /** Checksum of a block's bytes as they are stored. */
  public int sum(int at) {
    return sums[at];
  }

  /** How many blocks before a sealed block its batch's header stands; 0 for a plain block. */
  public int header(int at) {
    return headers.length == 0 ? 0 : headers[at];
  }
}
