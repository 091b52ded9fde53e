package dev.stillpoint.catalog;

/** Where a disk stands. Every status but AVAILABLE and IN_USE is an intent. */
public enum DiskStatus {
  /** Its volume is being made. */
  CREATING,
  /** Not attached. */
  AVAILABLE,
  /** Its export is being opened. */
  ATTACHING,
  /** Attached. */
  IN_USE,
  /** Its export is being closed. */
  DETACHING,
  /** It is being rolled back. */
  REINITING,
  /** Its volume is being deleted; never shown. */
  DELETING
}
