package dev.stillpoint.api.ecs.instance;

import dev.stillpoint.api.action.Action;
import dev.stillpoint.api.action.Arguments;
import dev.stillpoint.api.action.Invocation;
import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.render.Fields;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.instance.InstanceChanges;
import dev.stillpoint.control.instance.SeveralInstances;

/** Deletes several instances and the disks that go with them. */
final class DeleteInstances implements Action {
  private final InstanceChanges changes;

  DeleteInstances(InstanceChanges changes) {
    this.changes = changes;
  }

  @Override
  public Fields perform(Invocation invocation) throws ApiFault, Refusal {
    Arguments arguments = invocation.arguments();
    arguments.refuseWithoutFeature("TerminateSubscription");
    changes.deleteAll(
        invocation.caller(),
        new SeveralInstances(
            arguments.required("RegionId"),
            arguments.list("InstanceId"),
            null,
            arguments.flagOrNull("Force"),
            arguments.flagOrNull("ForceStop"),
            null,
            arguments.textOrNull("ClientToken"),
            arguments.flagOrNull("DryRun")));
    return new Fields();
  }
}
