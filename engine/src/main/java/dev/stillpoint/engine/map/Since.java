package dev.stillpoint.engine.map;

/**
 * A point in the log at which two versions parted.
 *
 * @param position location where the next block would have been put
 * @param lsn of the record that parted them
 */
public record Since(long position, long lsn) {
  /** Before everything. */
  public static final Since BEGINNING = new Since(0, 0);
}
