package dev.stillpoint.block;

/**
 * Log sequence number: a record's place in the total order of a pool. Zero means "before the first
 * record".
 *
 * @param value zero or positive
 */
public record Lsn(long value) implements Comparable<Lsn> {
  public Lsn {
    if (value < 0) {
      throw new IllegalArgumentException("an LSN is never negative, is " + value);
    }
  }

  @Override
  public int compareTo(Lsn other) {
    return Long.compare(value, other.value);
  }
}
