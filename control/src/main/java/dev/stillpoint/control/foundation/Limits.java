package dev.stillpoint.control.foundation;

import java.util.Arrays;

/**
 * Every bound that a rule refers to.
 *
 * @param groupDisksMax disks of one group, at most what the engine takes
 * @param groupGibMax their size together
 * @param manualSnapshotsMax snapshots of one disk that clients asked for
 * @param unfinishedSnapshotsMax snapshots of one disk in creation; 1 has a code of its own
 * @param unfinishedSnapshotsCap the engine's own bound on the same, usually higher
 * @param tagsMax user's tags of one resource
 * @param instancesPerCallMax instances of one RunInstances
 * @param dataDisksPerCallMax data disks of one RunInstances
 * @param disksPerInstanceMax disks of one instance, the system disk included
 * @param undoKeepDays how long an automatic group is kept
 * @param tokenKeepHours how long an answer can be replayed
 * @param callsPerMinuteMax calls of one action by one user
 */
public record Limits(
    int groupDisksMax,
    int groupGibMax,
    int manualSnapshotsMax,
    int unfinishedSnapshotsMax,
    int unfinishedSnapshotsCap,
    int tagsMax,
    int instancesPerCallMax,
    int dataDisksPerCallMax,
    int disksPerInstanceMax,
    int undoKeepDays,
    int tokenKeepHours,
    int callsPerMinuteMax) {
  /** What the cloud's pages say. */
  public static final Limits DEFAULT =
      new Limits(16, 32 * 1024, 256, 10, 64, 20, 100, 16, 17, 7, 24, 12_000);

  /** As {@link #DEFAULT}, with the larger groups of the cloud's newer pages. */
  public static final Limits LARGE_GROUPS =
      DEFAULT.with(Limit.GROUP_DISKS, 128).with(Limit.GROUP_GIB, 256 * 1024);

  /** The same with another value for one bound. */
  public Limits with(Limit limit, int value) {
    int[] all =
        Arrays.stream(Limit.values())
            .mapToInt(each -> each == limit ? value : each.in(this))
            .toArray();
    return new Limits(
        all[0], all[1], all[2], all[3], all[4], all[5], all[6], all[7], all[8], all[9], all[10],
        all[11]);
  }
}
