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

/** Lists the status of instances and nothing else. */
final class DescribeInstanceStatus implements Action {
  private final InstanceReads reads;

  DescribeInstanceStatus(InstanceReads reads) {
    this.reads = reads;
  }

  @Override
  public Fields perform(Invocation invocation) throws ApiFault, Refusal {
    Arguments arguments = invocation.arguments();
    Listing<InstanceView> listing =
        reads.statuses(
            invocation.caller(),
            new NamedInstances(
                arguments.required("RegionId"),
                arguments.textOrNull("ZoneId"),
                arguments.list("InstanceId"),
                arguments.wholeOrNull("PageNumber"),
                arguments.wholeOrNull("PageSize")));
    return new Fields()
        .list(
            "InstanceStatuses",
            "InstanceStatus",
            listing.items(),
            view ->
                new Fields().text("InstanceId", view.instanceId()).text("Status", view.status()))
        .whole("TotalCount", listing.totalCount())
        .whole("PageNumber", listing.pageNumber())
        .whole("PageSize", listing.pageSize());
  }
}
