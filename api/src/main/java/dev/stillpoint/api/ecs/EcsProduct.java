package dev.stillpoint.api.ecs;

import dev.stillpoint.api.action.Product;
import dev.stillpoint.control.disk.Disks;
import dev.stillpoint.control.group.Groups;
import dev.stillpoint.control.instance.Instances;
import dev.stillpoint.control.region.Regions;
import dev.stillpoint.control.snapshot.Snapshots;
import java.util.List;

/** The table of this product's actions. */
public final class EcsProduct {
  /** The version that callers ask for. */
  public static final String VERSION = "2014-05-26";

  private EcsProduct() {}

  /** All actions over the doors of the control room. */
  public static Product of(
      Regions regions, Instances instances, Disks disks, Snapshots snapshots, Groups groups) {
    return new Product(
        VERSION,
        List.of(
            new DescribeRegions(regions),
            new DescribeZones(regions),
            new RunInstances(instances),
            new DescribeInstances(instances),
            new StartInstance(instances),
            new StopInstance(instances),
            new DeleteInstance(instances),
            new CreateDisk(disks),
            new AttachDisk(disks),
            new DetachDisk(disks),
            new DescribeDisks(disks),
            new DeleteDisk(disks),
            new ResetDisks(disks),
            new CreateSnapshot(snapshots),
            new DescribeSnapshots(snapshots),
            new DeleteSnapshot(snapshots),
            new CreateSnapshotGroup(groups),
            new DescribeSnapshotGroups(groups),
            new ModifySnapshotGroup(groups),
            new DeleteSnapshotGroup(groups)));
  }
}
