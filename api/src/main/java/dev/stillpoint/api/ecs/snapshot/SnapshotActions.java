package dev.stillpoint.api.ecs.snapshot;

import dev.stillpoint.api.action.Action;
import dev.stillpoint.control.snapshot.SnapshotChains;
import dev.stillpoint.control.snapshot.SnapshotLocks;
import dev.stillpoint.control.snapshot.Snapshots;
import java.util.List;

/** The actions on single snapshots. */
public final class SnapshotActions {
  private SnapshotActions() {}

  /** Each of them, over the doors that it needs. */
  public static List<Action> over(Snapshots snapshots) {
    return List.of(
        new CreateSnapshot(snapshots),
        new DescribeSnapshots(snapshots),
        new ModifySnapshotAttribute(snapshots),
        new ModifySnapshotCategory(snapshots),
        new DeleteSnapshot(snapshots));
  }

  /** The actions that tell what snapshots occupy. */
  public static List<Action> over(SnapshotChains chains) {
    return List.of(
        new DescribeSnapshotLinks(chains),
        new DescribeSnapshotsUsage(chains),
        new DescribeSnapshotPackage(chains));
  }

  /** The actions on locks. */
  public static List<Action> over(SnapshotLocks locks) {
    return List.of(
        new LockSnapshot(locks), new UnlockSnapshot(locks), new DescribeLockedSnapshots(locks));
  }
}
