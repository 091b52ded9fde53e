package dev.stillpoint.control.foundation;

import java.util.function.ToIntFunction;

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
    ToIntFunction<Limit> bound = each -> each == limit ? value : each.in(this);
    return new Limits(
        bound.applyAsInt(Limit.GROUP_DISKS),
        bound.applyAsInt(Limit.GROUP_GIB),
        bound.applyAsInt(Limit.MANUAL_SNAPSHOTS),
        bound.applyAsInt(Limit.UNFINISHED_SNAPSHOTS),
        bound.applyAsInt(Limit.UNFINISHED_CAP),
        bound.applyAsInt(Limit.TAGS),
        bound.applyAsInt(Limit.INSTANCES_PER_CALL),
        bound.applyAsInt(Limit.DATA_DISKS_PER_CALL),
        bound.applyAsInt(Limit.DISKS_PER_INSTANCE),
        bound.applyAsInt(Limit.UNDO_DAYS),
        bound.applyAsInt(Limit.TOKEN_HOURS),
        bound.applyAsInt(Limit.CALLS_PER_MINUTE));
  }
}
