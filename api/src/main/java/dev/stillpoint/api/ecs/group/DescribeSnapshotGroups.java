package dev.stillpoint.api.ecs.group;

import dev.stillpoint.api.action.Action;
import dev.stillpoint.api.action.Arguments;
import dev.stillpoint.api.action.Invocation;
import dev.stillpoint.api.ecs.shape.Shapes;
import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.render.Fields;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.group.GroupView;
import dev.stillpoint.control.group.Groups;
import dev.stillpoint.control.request.Caller;
import dev.stillpoint.control.request.Listing;

/** Lists snapshot groups. */
final class DescribeSnapshotGroups implements Action {
  private final Groups groups;

  DescribeSnapshotGroups(Groups groups) {
    this.groups = groups;
  }

  @Override
  public Fields perform(Invocation invocation) throws ApiFault, Refusal {
    Arguments arguments = invocation.arguments();
    Caller caller = invocation.caller();
    Listing<GroupView> listing =
        groups.describe(
            caller,
            new dev.stillpoint.control.group.DescribeSnapshotGroups(
                arguments.required("RegionId"),
                arguments.list("SnapshotGroupId"),
                arguments.textOrNull("InstanceId"),
                arguments.textOrNull("Name"),
                arguments.list("Status"),
                arguments.list("AdditionalAttributes"),
                arguments.tags(),
                arguments.textOrNull("ResourceGroupId"),
                arguments.textOrNull("NextToken"),
                arguments.wholeOrNull("MaxResults")));
    return new Fields()
        .list("SnapshotGroups", "SnapshotGroup", listing.items(), DescribeSnapshotGroups::group)
        .text("NextToken", listing.nextToken());
  }

  private static Fields group(GroupView view) {
    Fields fields =
        new Fields()
            .text("SnapshotGroupId", view.snapshotGroupId())
            .text("Name", view.name())
            .text("Description", view.description())
            .text("InstanceId", view.instanceId())
            .text("Status", view.status())
            .text("CreationTime", Shapes.seconds(view.creationTime()))
            .text("ResourceGroupId", view.resourceGroupId());
    Shapes.cut(fields, view.cutTime(), view.cutLsn());
    Shapes.plainTags(fields, view.tags());
    fields.list("Snapshots", "Snapshot", view.members(), DescribeSnapshotGroups::member);
    return fields;
  }

  private static Fields member(GroupView.Member member) {
    Fields fields =
        new Fields()
            .text("SnapshotId", member.snapshotId())
            .text("SourceDiskId", member.sourceDiskId())
            .text("SourceDiskType", member.sourceDiskType())
            .text("Progress", member.progressPercent() + "%")
            .flag("Available", member.available())
            .flag("InstantAccess", false)
            .whole("InstantAccessRetentionDays", 0);
    Shapes.plainTags(fields, member.tags());
    return fields;
  }
}
