package dev.stillpoint.block;

/** What a range that reads as zeros looks like afterwards. Neither occupies data blocks. */
public enum Zeroing {
  /** The range becomes a hole (NBD's TRIM, and WRITE_ZEROES without NO_HOLE). */
  HOLE,
  /** The range is reported as allocated (NBD's WRITE_ZEROES with NO_HOLE). */
  ALLOCATED
}
