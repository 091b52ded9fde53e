package dev.stillpoint.catalog;

/** What a snapshot is used for. */
public enum SnapshotUsage {
  NONE,
  /** Disks that exist were made from it. */
  DISK,
  /** Images that exist were made from it. */
  IMAGE,
  /** Both. */
  IMAGE_DISK
}
