package dev.stillpoint.api.ecs.group;

import dev.stillpoint.api.action.Action;
import dev.stillpoint.control.group.Groups;
import java.util.List;

/** The actions on snapshot groups. */
public final class GroupActions {
  private GroupActions() {}

  /** Each of them, over the doors that it needs. */
  public static List<Action> over(Groups groups) {
    return List.of(
        new CreateSnapshotGroup(groups),
        new DescribeSnapshotGroups(groups),
        new ModifySnapshotGroup(groups),
        new DeleteSnapshotGroup(groups));
  }
}
