package dev.stillpoint.catalog;

/** Where an instance stands. */
public enum InstanceStatus {
  /** Intended; its disks are being made. */
  PENDING,
  /** Its exports are being opened. */
  STARTING,
  /** Its exports are open. */
  RUNNING,
  /** Its exports are being closed. */
  STOPPING,
  /** Without exports. */
  STOPPED,
  /** Intended to go with the disks that go with it. */
  DELETING
}
