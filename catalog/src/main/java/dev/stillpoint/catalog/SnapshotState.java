package dev.stillpoint.catalog;

/** Where a snapshot or a group stands. */
public enum SnapshotState {
  /** Written down before the engine was asked; shown as progressing. */
  INTENDED,
  /** Frozen, and being uploaded. */
  PROGRESSING,
  /** Complete. */
  ACCOMPLISHED,
  /** Never came to be; holds no blocks. */
  FAILED,
  /** Intended to go; never shown. */
  DELETING
}
