package dev.stillpoint.api.ecs.snapshot;

import dev.stillpoint.api.action.Action;
import dev.stillpoint.api.action.Arguments;
import dev.stillpoint.api.action.Invocation;
import dev.stillpoint.api.ecs.shape.Shapes;
import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.render.Fields;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.fault.SnapshotError;
import dev.stillpoint.control.request.Listing;
import dev.stillpoint.control.snapshot.SnapshotChains;
import dev.stillpoint.control.snapshot.SnapshotLinkView;

/** Lists the chains of disks' snapshots. */
final class DescribeSnapshotLinks implements Action {
  private final SnapshotChains chains;

  DescribeSnapshotLinks(SnapshotChains chains) {
    this.chains = chains;
  }

  @Override
  public Fields perform(Invocation invocation) throws ApiFault, Refusal {
    Arguments arguments = invocation.arguments();
    Listing<SnapshotLinkView> listing =
        chains.describe(
            invocation.caller(),
            new dev.stillpoint.control.snapshot.DescribeSnapshotLinks(
                arguments.required("RegionId"),
                arguments.textOrNull("InstanceId"),
                arguments.jsonListOrNull("DiskIds", SnapshotError.INVALID_DISK_IDS),
                arguments.jsonListOrNull(
                    "SnapshotLinkIds",
                    SnapshotError.INVALID_SNAPSHOT_LINK_IDS,
                    arguments.textOrNull("SnapshotLinkIds")),
                arguments.paging()));
    Fields answer =
        new Fields()
            .list("SnapshotLinks", "SnapshotLink", listing.items(), DescribeSnapshotLinks::link);
    Shapes.page(answer, listing);
    return answer;
  }

  private static Fields link(SnapshotLinkView view) {
    return new Fields()
        .text("SnapshotLinkId", view.snapshotLinkId())
        .text("RegionId", view.regionId())
        .text("InstanceId", view.instanceId())
        .text("InstanceName", view.instanceName())
        .text("SourceDiskId", view.sourceDiskId())
        .text("SourceDiskName", view.sourceDiskName())
        .whole("SourceDiskSize", view.sourceDiskSizeGib())
        .text("SourceDiskType", view.sourceDiskType())
        .text("Category", view.category())
        .flag("InstantAccess", false)
        .whole("TotalCount", view.count())
        .whole("TotalSize", view.bytes());
  }
}
