package dev.stillpoint.api.resourcemanager;

import dev.stillpoint.api.ecs.shape.Shapes;
import dev.stillpoint.api.render.Fields;
import dev.stillpoint.control.resourcegroup.ResourceGroupView;
import java.util.List;

/** A resource group as the answers of this product show it. */
final class GroupShape {
  private GroupShape() {}

  /** What every answer shows of a group. */
  static Fields of(ResourceGroupView view) {
    return new Fields()
        .text("Id", view.id())
        .text("AccountId", view.accountId())
        .text("Name", view.name())
        .text("DisplayName", view.displayName())
        .text("CreateDate", Shapes.seconds(view.creationTime()));
  }

  /** The same, with where the group stands in the region that there is. */
  static Fields withStatus(ResourceGroupView view, String status) {
    return of(view)
        .text("Status", status)
        .list(
            "RegionStatuses",
            "RegionStatus",
            List.of(view.regionId()),
            region -> new Fields().text("RegionId", region).text("Status", status));
  }
}
