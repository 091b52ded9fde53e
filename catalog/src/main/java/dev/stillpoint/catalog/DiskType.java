package dev.stillpoint.catalog;

/** What a disk is to its instance. */
public enum DiskType {
  /** Made with the instance, to boot from. */
  SYSTEM,
  /** Every other. */
  DATA
}
