package dev.stillpoint.control.policy;

/**
 * Bounds of policies.
 *
 * @param policiesMax policies of an account
 * @param policiesPerDiskMax policies of a disk
 * @param automaticSnapshotsMax automatic snapshots of a disk; beyond it the oldest goes
 */
public record PolicyLimits(int policiesMax, int policiesPerDiskMax, int automaticSnapshotsMax) {
  /** What the cloud's pages say. */
  public static final PolicyLimits DEFAULT = new PolicyLimits(100, 10, 1000);
}
