package dev.stillpoint.catalog;

/** Where a master key stands. */
public enum MasterKeyState {
  ENABLED,
  DISABLED,
  /** Goes when its time has come, unless that is cancelled. */
  PENDING_DELETION
}
