package dev.stillpoint.api.ecs.instance;

import dev.stillpoint.api.action.Action;
import dev.stillpoint.api.action.Arguments;
import dev.stillpoint.api.action.Invocation;
import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.render.Fields;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.instance.InstanceChanges;
import dev.stillpoint.control.instance.SeveralInstances;

/** Starts several Stopped instances. */
final class StartInstances implements Action {
  private final InstanceChanges changes;

  StartInstances(InstanceChanges changes) {
    this.changes = changes;
  }

  @Override
  public Fields perform(Invocation invocation) throws ApiFault, Refusal {
    Arguments arguments = invocation.arguments();
    return Outcomes.of(
        changes.startAll(
            invocation.caller(),
            new SeveralInstances(
                arguments.required("RegionId"),
                arguments.list("InstanceId"),
                arguments.textOrNull("BatchOptimization"),
                null,
                null,
                null,
                null,
                arguments.flagOrNull("DryRun"))));
  }
}
