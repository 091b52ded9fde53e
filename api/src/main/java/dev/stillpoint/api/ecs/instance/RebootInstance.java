package dev.stillpoint.api.ecs.instance;

import dev.stillpoint.api.action.Action;
import dev.stillpoint.api.action.Arguments;
import dev.stillpoint.api.action.Invocation;
import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.render.Fields;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.instance.InstanceChanges;

/** Stops a Running instance and starts it again. */
final class RebootInstance implements Action {
  private final InstanceChanges changes;

  RebootInstance(InstanceChanges changes) {
    this.changes = changes;
  }

  @Override
  public Fields perform(Invocation invocation) throws ApiFault, Refusal {
    Arguments arguments = invocation.arguments();
    changes.reboot(
        invocation.caller(),
        new dev.stillpoint.control.instance.RebootInstance(
            arguments.required("InstanceId"),
            arguments.flagOrNull("ForceStop"),
            arguments.flagOrNull("DryRun")));
    return new Fields();
  }
}
