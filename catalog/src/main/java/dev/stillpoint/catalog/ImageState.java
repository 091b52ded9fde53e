package dev.stillpoint.catalog;

/** Where an image stands. */
public enum ImageState {
  /** The snapshots of its disks are being frozen. */
  CREATING,
  /** Instances can begin with it. */
  AVAILABLE
}
