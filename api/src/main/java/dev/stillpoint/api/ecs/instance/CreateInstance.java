package dev.stillpoint.api.ecs.instance;

import dev.stillpoint.api.action.Action;
import dev.stillpoint.api.action.Arguments;
import dev.stillpoint.api.action.Invocation;
import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.render.Fields;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.instance.InstanceChanges;

/** Makes one instance with its disks, which stays Stopped. */
final class CreateInstance implements Action {
  private final InstanceChanges changes;

  CreateInstance(InstanceChanges changes) {
    this.changes = changes;
  }

  @Override
  public Fields perform(Invocation invocation) throws ApiFault, Refusal {
    Arguments arguments = invocation.arguments();
    String id = changes.create(invocation.caller(), InstanceRequest.one(arguments));
    return new Fields().text("InstanceId", id);
  }
}
