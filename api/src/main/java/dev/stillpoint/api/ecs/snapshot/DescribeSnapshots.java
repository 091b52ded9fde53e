package dev.stillpoint.api.ecs.snapshot;

import dev.stillpoint.api.action.Action;
import dev.stillpoint.api.action.Arguments;
import dev.stillpoint.api.action.Invocation;
import dev.stillpoint.api.ecs.shape.Shapes;
import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.render.Fields;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.fault.SnapshotError;
import dev.stillpoint.control.request.Caller;
import dev.stillpoint.control.request.Listing;
import dev.stillpoint.control.snapshot.SnapshotView;
import dev.stillpoint.control.snapshot.Snapshots;

/** Lists snapshots, those of groups too. */
final class DescribeSnapshots implements Action {
  private final Snapshots snapshots;

  DescribeSnapshots(Snapshots snapshots) {
    this.snapshots = snapshots;
  }

  @Override
  public Fields perform(Invocation invocation) throws ApiFault, Refusal {
    Arguments arguments = invocation.arguments();
    Caller caller = invocation.caller();
    Listing<SnapshotView> listing =
        snapshots.describe(
            caller,
            new dev.stillpoint.control.snapshot.DescribeSnapshots(
                arguments.required("RegionId"),
                arguments.jsonListOrNull(
                    "SnapshotIds",
                    SnapshotError.INVALID_SNAPSHOT_IDS_MALFORMED,
                    Arguments.JSON_LIST_MAX),
                arguments.textOrNull("DiskId"),
                arguments.textOrNull("InstanceId"),
                arguments.textOrNull("SnapshotLinkId"),
                arguments.textOrNull("SnapshotName"),
                arguments.textOrNull("ResourceGroupId"),
                arguments.textOrNull("KMSKeyId"),
                arguments.textOrNull("SnapshotType"),
                arguments.textOrNull("SourceDiskType"),
                arguments.textOrNull("Status"),
                arguments.textOrNull("Usage"),
                arguments.textOrNull("Category"),
                arguments.flagOrNull("Encrypted"),
                arguments.tags(),
                arguments.filters(),
                arguments.flagOrNull("DryRun"),
                arguments.paging()));
    Fields answer =
        new Fields().list("Snapshots", "Snapshot", listing.items(), DescribeSnapshots::snapshot);
    Shapes.page(answer, listing);
    return answer;
  }

  private static Fields snapshot(SnapshotView view) {
    Fields fields =
        new Fields()
            .text("SnapshotId", view.snapshotId())
            .text("SnapshotName", view.snapshotName())
            .text("Description", view.description())
            .text("SnapshotSN", view.serialNumber())
            .text("SnapshotLinkId", view.snapshotLinkId())
            .text("SnapshotGroupId", view.snapshotGroupId())
            .text("SnapshotType", view.snapshotType())
            .text("RegionId", view.regionId())
            .text("ResourceGroupId", view.resourceGroupId())
            .text("Status", view.status())
            .text("Progress", view.progressPercent() + "%")
            .flag("Available", view.available())
            .whole("RemainTime", 0)
            .text("CreationTime", Shapes.seconds(view.creationTime()))
            .text("LastModifiedTime", Shapes.seconds(view.lastModifiedTime()))
            .text("SourceDiskId", view.sourceDiskId())
            .text("SourceDiskType", view.sourceDiskType())
            // A text upstream too: typed SDKs accept it everywhere.
            .text("SourceDiskSize", Integer.toString(view.sourceDiskSizeGib()))
            .text("SourceStorageType", "disk")
            .text("Usage", view.usage())
            .text("Category", view.category())
            .flag("Encrypted", view.encrypted())
            .text("KMSKeyId", view.kmsKeyId())
            .flag("InstantAccess", false)
            .whole("InstantAccessRetentionDays", 0)
            .text("ProductCode", "")
            .text("SourceSnapshotId", "")
            .text("SourceRegionId", "");
    if (view.storedBytes() != null) {
      fields.whole("FullSnapshotSizeInBytes", view.storedBytes());
    }
    if (view.retentionDays() != null) {
      fields.whole("RetentionDays", view.retentionDays());
    }
    Shapes.cut(fields, view.cutTime(), view.cutLsn());
    Shapes.tags(fields, view.tags());
    return fields;
  }
}
