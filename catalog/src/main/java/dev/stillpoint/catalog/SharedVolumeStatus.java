package dev.stillpoint.catalog;

/** Where a shared volume stands. */
public enum SharedVolumeStatus {
  CREATING,
  AVAILABLE,
  ATTACHING,
  IN_USE,
  DETACHING,
  DELETING
}
