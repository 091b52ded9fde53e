package dev.stillpoint.api.ecs;

import dev.stillpoint.api.action.Action;
import dev.stillpoint.api.action.Product;
import dev.stillpoint.api.ecs.disk.DiskActions;
import dev.stillpoint.api.ecs.disk.DiskChangeActions;
import dev.stillpoint.api.ecs.group.GroupActions;
import dev.stillpoint.api.ecs.image.ImageActions;
import dev.stillpoint.api.ecs.instance.InstanceActions;
import dev.stillpoint.api.ecs.policy.PolicyActions;
import dev.stillpoint.api.ecs.region.RegionActions;
import dev.stillpoint.api.ecs.snapshot.SnapshotActions;
import dev.stillpoint.control.Control;
import dev.stillpoint.control.contract.ApiVersion;
import java.util.List;
import java.util.stream.Stream;

/** The table of this product's actions. */
public final class EcsProduct {
  /** The version that callers ask for. */
  public static final String VERSION = "2014-05-26";

  private EcsProduct() {}

  /** All actions over the doors of the control room. */
  public static Product over(Control control) {
    return Product.over(
        control.actions(),
        ApiVersion.ECS,
        Stream.<List<Action>>of(
                RegionActions.over(control.regions()),
                InstanceActions.over(control.instances()),
                InstanceActions.over(control.instanceChanges()),
                InstanceActions.over(control.instanceReads()),
                ImageActions.over(control.images()),
                DiskActions.over(control.disks()),
                DiskChangeActions.over(control.diskChanges()),
                SnapshotActions.over(control.snapshots()),
                SnapshotActions.over(control.snapshotLocks()),
                SnapshotActions.over(control.snapshotChains()),
                PolicyActions.over(control.policies()),
                GroupActions.over(control.groups()))
            .flatMap(List::stream)
            .toList());
  }
}
