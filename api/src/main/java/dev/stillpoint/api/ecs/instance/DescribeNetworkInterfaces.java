package dev.stillpoint.api.ecs.instance;

import dev.stillpoint.api.action.Action;
import dev.stillpoint.api.action.Arguments;
import dev.stillpoint.api.action.Invocation;
import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.render.Fields;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.instance.InstanceReads;
import java.util.List;

/** Lists network interfaces. Instances here have none, so the list is empty. */
final class DescribeNetworkInterfaces implements Action {
  private final InstanceReads reads;

  DescribeNetworkInterfaces(InstanceReads reads) {
    this.reads = reads;
  }

  @Override
  public Fields perform(Invocation invocation) throws ApiFault, Refusal {
    Arguments arguments = invocation.arguments();
    String instanceId = arguments.textOrNull("InstanceId");
    reads.none(
        invocation.caller(),
        name(),
        arguments.required("RegionId"),
        instanceId == null ? List.of() : List.of(instanceId));
    return new Fields()
        .list("NetworkInterfaceSets", "NetworkInterfaceSet", List.<String>of(), _ -> new Fields())
        .text("NextToken", "")
        .whole("TotalCount", 0)
        .whole("PageNumber", 1)
        .whole("PageSize", 10);
  }
}
