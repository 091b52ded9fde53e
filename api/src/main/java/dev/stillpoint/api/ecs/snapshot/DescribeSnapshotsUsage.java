package dev.stillpoint.api.ecs.snapshot;

import dev.stillpoint.api.action.Action;
import dev.stillpoint.api.action.Invocation;
import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.render.Fields;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.snapshot.SnapshotChains;
import dev.stillpoint.control.snapshot.SnapshotTotals;

/** Tells how many snapshots there are and what they occupy. */
final class DescribeSnapshotsUsage implements Action {
  private final SnapshotChains chains;

  DescribeSnapshotsUsage(SnapshotChains chains) {
    this.chains = chains;
  }

  @Override
  public Fields perform(Invocation invocation) throws ApiFault, Refusal {
    SnapshotTotals totals =
        chains.totals(invocation.caller(), invocation.arguments().required("RegionId"));
    return new Fields()
        .whole("SnapshotCount", totals.count())
        .whole("SnapshotSize", totals.bytes());
  }
}
