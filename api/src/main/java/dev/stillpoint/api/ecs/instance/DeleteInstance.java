package dev.stillpoint.api.ecs.instance;

import dev.stillpoint.api.action.Action;
import dev.stillpoint.api.action.Arguments;
import dev.stillpoint.api.action.Invocation;
import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.render.Fields;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.instance.Instances;
import dev.stillpoint.control.request.Caller;

/** Deletes an instance and the disks that go with it. */
final class DeleteInstance implements Action {
  private final Instances instances;

  DeleteInstance(Instances instances) {
    this.instances = instances;
  }

  @Override
  public Fields perform(Invocation invocation) throws ApiFault, Refusal {
    Arguments arguments = invocation.arguments();
    Caller caller = invocation.caller();
    arguments.refuseWithoutFeature("TerminateSubscription");
    instances.delete(
        caller,
        new dev.stillpoint.control.instance.DeleteInstance(
            arguments.required("InstanceId"),
            arguments.flagOrNull("Force"),
            arguments.flagOrNull("ForceStop"),
            arguments.flagOrNull("DryRun")));
    return new Fields();
  }
}
