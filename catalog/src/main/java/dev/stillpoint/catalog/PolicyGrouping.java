package dev.stillpoint.catalog;

/** Which disks of a policy are frozen together. */
public enum PolicyGrouping {
  /** Each alone. */
  NONE,
  /** Those of one instance. */
  INSTANCE,
  /** All. */
  POLICY
}
