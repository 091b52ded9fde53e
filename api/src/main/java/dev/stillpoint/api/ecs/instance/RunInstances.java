package dev.stillpoint.api.ecs.instance;

import dev.stillpoint.api.action.Action;
import dev.stillpoint.api.action.Invocation;
import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.render.Fields;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.instance.Instances;
import java.util.List;

/** Makes instances with their disks and starts them. */
final class RunInstances implements Action {
  private final Instances instances;

  RunInstances(Instances instances) {
    this.instances = instances;
  }

  @Override
  public Fields perform(Invocation invocation) throws ApiFault, Refusal {
    List<String> ids =
        instances.run(invocation.caller(), InstanceRequest.several(invocation.arguments()));
    return new Fields().texts("InstanceIdSets", "InstanceIdSet", ids);
  }
}
