package dev.stillpoint.api.ecs.instance;

import dev.stillpoint.api.action.Action;
import dev.stillpoint.api.action.Arguments;
import dev.stillpoint.api.action.Invocation;
import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.render.Fields;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.instance.Instances;
import dev.stillpoint.control.request.Caller;

/** Stops a Running instance. */
final class StopInstance implements Action {
  private final Instances instances;

  StopInstance(Instances instances) {
    this.instances = instances;
  }

  @Override
  public Fields perform(Invocation invocation) throws ApiFault, Refusal {
    Arguments arguments = invocation.arguments();
    Caller caller = invocation.caller();
    instances.stop(
        caller,
        new dev.stillpoint.control.instance.StopInstance(
            arguments.required("InstanceId"),
            arguments.flagOrNull("ForceStop"),
            arguments.textOrNull("StoppedMode"),
            arguments.flagOrNull("Hibernate"),
            arguments.flagOrNull("DryRun")));
    return new Fields();
  }
}
