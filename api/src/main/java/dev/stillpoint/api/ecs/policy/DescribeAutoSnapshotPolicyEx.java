package dev.stillpoint.api.ecs.policy;

import dev.stillpoint.api.action.Action;
import dev.stillpoint.api.action.Arguments;
import dev.stillpoint.api.action.Invocation;
import dev.stillpoint.api.ecs.shape.Shapes;
import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.render.Fields;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.policy.DescribePolicies;
import dev.stillpoint.control.policy.Policies;
import dev.stillpoint.control.policy.PolicyView;
import dev.stillpoint.control.request.Listing;
import dev.stillpoint.control.request.Paging;
import java.util.List;
import java.util.stream.Collectors;

/** Lists policies. */
final class DescribeAutoSnapshotPolicyEx implements Action {
  private final Policies policies;

  DescribeAutoSnapshotPolicyEx(Policies policies) {
    this.policies = policies;
  }

  @Override
  public Fields perform(Invocation invocation) throws ApiFault, Refusal {
    Arguments arguments = invocation.arguments();
    Listing<PolicyView> listing =
        policies.describe(
            invocation.caller(),
            new DescribePolicies(
                arguments.required("RegionId"),
                arguments.textOrNull("AutoSnapshotPolicyId"),
                arguments.textOrNull("AutoSnapshotPolicyName"),
                arguments.textOrNull("ResourceGroupId"),
                arguments.tags(),
                new Paging(
                    arguments.wholeOrNull("PageNumber"),
                    arguments.wholeOrNull("PageSize"),
                    null,
                    null)));
    return new Fields()
        .list(
            "AutoSnapshotPolicies",
            "AutoSnapshotPolicy",
            listing.items(),
            DescribeAutoSnapshotPolicyEx::policy)
        .whole("TotalCount", listing.totalCount())
        .whole("PageNumber", listing.pageNumber())
        .whole("PageSize", listing.pageSize());
  }

  private static Fields policy(PolicyView view) {
    Fields fields =
        new Fields()
            .text("AutoSnapshotPolicyId", view.policyId())
            .text("AutoSnapshotPolicyName", view.name())
            .text("RegionId", view.regionId())
            .text("ResourceGroupId", view.resourceGroupId())
            .text("TimePoints", json(view.timePoints()))
            .text("RepeatWeekdays", json(view.repeatWeekdays()))
            .whole("RetentionDays", view.retentionDays())
            .text("SnapshotGroupBy", view.snapshotGroupBy())
            .whole("DiskNums", view.diskCount())
            .whole("VolumeNums", 0)
            .flag("EnableCrossRegionCopy", false)
            .text("TargetCopyRegions", "[]")
            .whole("CopiedSnapshotsRetentionDays", -1)
            .struct("CopyEncryptionConfiguration", new Fields())
            .text("CreationTime", Shapes.minutes(view.creationTime()))
            .text("Status", "Normal")
            .text("Type", "Custom")
            .text("AssociationType", "AssociatedWithDisk");
    Shapes.tags(fields, view.tags());
    fields.list("TargetTags", "TargetTag", List.of(), _ -> new Fields());
    return fields;
  }

  /** A list of numbers as JSON text, the form in which typed clients expect it. */
  private static String json(List<String> numbers) {
    return numbers.stream()
        .map(number -> '"' + number + '"')
        .collect(Collectors.joining(",", "[", "]"));
  }
}
