package dev.stillpoint.api.ecs.instance;

import dev.stillpoint.api.action.Action;
import dev.stillpoint.api.action.Arguments;
import dev.stillpoint.api.action.Invocation;
import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.render.Fields;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.instance.InstanceReads;
import dev.stillpoint.control.instance.InstanceView;
import dev.stillpoint.control.instance.NamedInstances;
import dev.stillpoint.control.request.Listing;
import java.util.List;

/** Lists the role that each instance was given. */
final class DescribeInstanceRamRole implements Action {
  private final InstanceReads reads;

  DescribeInstanceRamRole(InstanceReads reads) {
    this.reads = reads;
  }

  @Override
  public Fields perform(Invocation invocation) throws ApiFault, Refusal {
    Arguments arguments = invocation.arguments();
    String regionId = arguments.required("RegionId");
    Listing<InstanceView> listing =
        reads.named(
            invocation.caller(),
            name(),
            new NamedInstances(
                regionId,
                null,
                Ids.json(arguments),
                arguments.wholeOrNull("PageNumber"),
                arguments.wholeOrNull("PageSize")));
    String role = arguments.textOrNull("RamRoleName");
    List<InstanceView> shown =
        listing.items().stream()
            .filter(view -> role == null || role.equals(view.extras().ramRoleName()))
            .toList();
    return new Fields()
        .text("RegionId", regionId)
        .list(
            "InstanceRamRoleSets",
            "InstanceRamRoleSet",
            shown,
            view ->
                new Fields()
                    .text("InstanceId", view.instanceId())
                    .text("RamRoleName", NetworkShape.orEmpty(view.extras().ramRoleName())))
        .whole("TotalCount", role == null ? listing.totalCount() : shown.size());
  }
}
