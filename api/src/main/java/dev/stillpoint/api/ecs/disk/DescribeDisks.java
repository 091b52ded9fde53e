package dev.stillpoint.api.ecs.disk;

import dev.stillpoint.api.action.Action;
import dev.stillpoint.api.action.Arguments;
import dev.stillpoint.api.action.Invocation;
import dev.stillpoint.api.ecs.shape.Shapes;
import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.render.Fields;
import dev.stillpoint.control.disk.DiskHolder;
import dev.stillpoint.control.disk.DiskView;
import dev.stillpoint.control.disk.Disks;
import dev.stillpoint.control.fault.DiskError;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.port.IoLimits;
import dev.stillpoint.control.request.Caller;
import dev.stillpoint.control.request.Listing;
import dev.stillpoint.control.rule.DiskCategory;
import dev.stillpoint.control.rule.DiskPerformance;

/** Lists disks. */
final class DescribeDisks implements Action {
  private static final int MIB_SHIFT = 20;

  private final Disks disks;

  DescribeDisks(Disks disks) {
    this.disks = disks;
  }

  @Override
  public Fields perform(Invocation invocation) throws ApiFault, Refusal {
    Arguments arguments = invocation.arguments();
    Caller caller = invocation.caller();
    arguments.refuseWithoutFeature("EnableShared");
    Listing<DiskView> listing =
        disks.describe(
            caller,
            new dev.stillpoint.control.disk.DescribeDisks(
                arguments.required("RegionId"),
                arguments.jsonListOrNull(
                    "DiskIds", DiskError.INVALID_DISK_IDS_MALFORMED, Arguments.JSON_LIST_MAX),
                arguments.textOrNull("InstanceId"),
                arguments.textOrNull("ZoneId"),
                arguments.textOrNull("SnapshotId"),
                arguments.textOrNull("AutoSnapshotPolicyId"),
                arguments.textOrNull("DiskName"),
                arguments.textOrNull("KMSKeyId"),
                arguments.textOrNull("ResourceGroupId"),
                arguments.textOrNull("DiskType"),
                arguments.textOrNull("Category"),
                arguments.textOrNull("Status"),
                arguments.textOrNull("DiskChargeType"),
                arguments.flagOrNull("Portable"),
                arguments.flagOrNull("DeleteWithInstance"),
                arguments.flagOrNull("DeleteAutoSnapshot"),
                arguments.flagOrNull("EnableAutoSnapshot"),
                arguments.flagOrNull("EnableAutomatedSnapshotPolicy"),
                arguments.flagOrNull("Encrypted"),
                arguments.textOrNull("LockReason"),
                arguments.textOrNull("MultiAttach"),
                arguments.tags(),
                arguments.filters(),
                arguments.flagOrNull("DryRun"),
                arguments.paging()));
    boolean placement = arguments.list("AdditionalAttributes").contains("Placement");
    Fields answer =
        new Fields().list("Disks", "Disk", listing.items(), view -> disk(view, placement));
    Shapes.page(answer, listing);
    return answer;
  }

  private static Fields disk(DiskView view, boolean placement) {
    Fields fields =
        new Fields()
            .text("DiskId", view.diskId())
            .text("DiskName", view.diskName())
            .text("Description", view.description())
            .text("RegionId", view.regionId())
            .text("ZoneId", view.zoneId())
            .text("ResourceGroupId", view.resourceGroupId())
            .text("SerialNumber", view.serialNumber())
            .text("Status", view.status())
            .text("Type", view.type())
            .text("Category", view.category())
            .text("PerformanceLevel", view.performanceLevel())
            .whole("Size", view.sizeGib())
            .whole("ProvisionedIops", view.provisionedIops())
            .flag("BurstingEnabled", view.burstingEnabled())
            .text("MultiAttach", view.multiAttach())
            .flag("Encrypted", view.encrypted())
            .text("KMSKeyId", view.kmsKeyId())
            .text("SourceSnapshotId", view.sourceSnapshotId())
            .text("ImageId", view.imageId())
            .text("CreationTime", Shapes.seconds(view.creationTime()))
            .text("DiskChargeType", "PostPaid")
            .text("ExpiredTime", "2999-09-08T16:00Z");
    performance(fields, view);
    if (placement && !view.zoneIds().isEmpty()) {
      fields.struct("Placement", new Fields().text("ZoneIds", String.join(",", view.zoneIds())));
    }
    attachment(fields, view);
    fields
        .flag("DeleteWithInstance", view.deleteWithInstance())
        .flag("DeleteAutoSnapshot", view.deleteAutoSnapshot())
        .flag("EnableAutoSnapshot", view.enableAutoSnapshot())
        .flag("EnableAutomatedSnapshotPolicy", !view.autoSnapshotPolicyId().isEmpty())
        .text("AutoSnapshotPolicyId", view.autoSnapshotPolicyId())
        .flag("Portable", view.portable())
        .list(
            "OperationLocks",
            "OperationLock",
            view.lockReasons(),
            reason -> new Fields().text("LockReason", reason));
    Shapes.tags(fields, view.tags());
    return fields;
  }

  private static void performance(Fields fields, DiskView view) {
    IoLimits limits =
        DiskPerformance.of(
            DiskCategory.of(view.category()).orElseThrow(),
            view.performanceLevel(),
            view.sizeGib(),
            view.provisionedIops(),
            view.burstingEnabled());
    fields
        .whole("IOPS", Math.max(limits.readIops(), limits.writeIops()))
        .whole("IOPSRead", limits.readIops())
        .whole("IOPSWrite", limits.writeIops())
        .whole("Throughput", Math.max(limits.readBytes(), limits.writeBytes()) >> MIB_SHIFT)
        .whole("ThroughputRead", limits.readBytes() >> MIB_SHIFT)
        .whole("ThroughputWrite", limits.writeBytes() >> MIB_SHIFT);
  }

  private static void attachment(Fields fields, DiskView view) {
    fields
        .text("InstanceId", view.instanceId())
        .text("Device", view.device())
        .text("AttachedTime", Shapes.seconds(view.attachedTime()))
        .text("DetachedTime", Shapes.seconds(view.detachedTime()))
        .list("Attachments", "Attachment", view.holders(), DescribeDisks::holder)
        .list("MountInstances", "MountInstance", view.holders(), DescribeDisks::holder)
        .whole("MountInstanceNum", view.holders().size());
  }

  private static Fields holder(DiskHolder holder) {
    return new Fields()
        .text("InstanceId", holder.instanceId())
        .text("Device", holder.device())
        .text("AttachedTime", Shapes.seconds(holder.attachedTime()));
  }
}
