package dev.stillpoint.catalog;

/** Who asked for a snapshot. */
public enum SnapshotType {
  /** The server. */
  AUTO,
  /** A client. */
  USER
}
