package dev.stillpoint.api.ecs.instance;

import dev.stillpoint.api.action.Action;
import dev.stillpoint.api.action.Arguments;
import dev.stillpoint.api.action.Invocation;
import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.render.Fields;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.instance.InstanceReads;

/** Shows the user data of an instance, as it was sent. */
final class DescribeUserText implements Action {
  private final InstanceReads reads;

  DescribeUserText(InstanceReads reads) {
    this.reads = reads;
  }

  @Override
  public String name() {
    return "DescribeUserData";
  }

  @Override
  public Fields perform(Invocation invocation) throws ApiFault, Refusal {
    Arguments arguments = invocation.arguments();
    String regionId = arguments.required("RegionId");
    String instanceId = arguments.required("InstanceId");
    return new Fields()
        .text("RegionId", regionId)
        .text("InstanceId", instanceId)
        .text("UserData", reads.userData(invocation.caller(), regionId, instanceId));
  }
}
