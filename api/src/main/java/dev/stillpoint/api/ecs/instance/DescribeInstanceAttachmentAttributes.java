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

/** Lists the private pools of instances. There are none here, so each instance has none. */
final class DescribeInstanceAttachmentAttributes implements Action {
  private final InstanceReads reads;

  DescribeInstanceAttachmentAttributes(InstanceReads reads) {
    this.reads = reads;
  }

  @Override
  public Fields perform(Invocation invocation) throws ApiFault, Refusal {
    Arguments arguments = invocation.arguments();
    Listing<InstanceView> listing =
        reads.named(
            invocation.caller(),
            name(),
            new NamedInstances(
                arguments.required("RegionId"),
                null,
                Ids.json(arguments),
                arguments.wholeOrNull("PageNumber"),
                arguments.wholeOrNull("PageSize")));
    return new Fields()
        .list(
            "Instances",
            "Instance",
            listing.items(),
            view ->
                new Fields()
                    .text("InstanceId", view.instanceId())
                    .text("PrivatePoolOptionsId", "")
                    .text("PrivatePoolOptionsMatchCriteria", "None"))
        .whole("TotalCount", listing.totalCount())
        .whole("PageNumber", listing.pageNumber())
        .whole("PageSize", listing.pageSize());
  }
}
