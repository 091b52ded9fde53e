package dev.stillpoint.api.ecs.instance;

import dev.stillpoint.api.action.Action;
import dev.stillpoint.api.action.Arguments;
import dev.stillpoint.api.action.Invocation;
import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.render.Fields;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.instance.Instances;
import dev.stillpoint.control.request.Caller;

/** Starts a Stopped instance. */
final class StartInstance implements Action {
  private final Instances instances;

  StartInstance(Instances instances) {
    this.instances = instances;
  }

  @Override
  public Fields perform(Invocation invocation) throws ApiFault, Refusal {
    Arguments arguments = invocation.arguments();
    Caller caller = invocation.caller();
    instances.start(caller, arguments.required("InstanceId"), arguments.flagOrNull("DryRun"));
    return new Fields();
  }
}
