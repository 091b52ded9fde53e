package dev.stillpoint.api.ecs.policy;

import dev.stillpoint.api.action.Action;
import dev.stillpoint.api.action.Arguments;
import dev.stillpoint.api.action.Invocation;
import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.render.Fields;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.policy.Policies;
import dev.stillpoint.control.policy.PolicyAssociation;
import dev.stillpoint.control.request.Listing;
import dev.stillpoint.control.request.Paging;

/** Lists the disks of a policy, or the policies of a disk. */
final class DescribeAutoSnapshotPolicyAssociations implements Action {
  private final Policies policies;

  DescribeAutoSnapshotPolicyAssociations(Policies policies) {
    this.policies = policies;
  }

  @Override
  public Fields perform(Invocation invocation) throws ApiFault, Refusal {
    Arguments arguments = invocation.arguments();
    Listing<PolicyAssociation> listing =
        policies.associations(
            invocation.caller(),
            arguments.required("RegionId"),
            arguments.textOrNull("AutoSnapshotPolicyId"),
            arguments.textOrNull("DiskId"),
            new Paging(
                null,
                null,
                arguments.wholeOrNull("MaxResults"),
                arguments.textOrNull("NextToken")));
    return new Fields()
        .list(
            "AutoSnapshotPolicyAssociations",
            "AutoSnapshotPolicyAssociation",
            listing.items(),
            one ->
                new Fields()
                    .text("AutoSnapshotPolicyId", one.policyId())
                    .text("DiskId", one.diskId()))
        .text("NextToken", listing.nextToken());
  }
}
