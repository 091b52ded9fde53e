package dev.stillpoint.api.ecs.instance;

import dev.stillpoint.api.action.Action;
import dev.stillpoint.api.action.Arguments;
import dev.stillpoint.api.action.Invocation;
import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.render.Fields;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.instance.InstanceChanges;

/** Changes what an instance is called, and whether it refuses deletion. */
final class ModifyInstanceAttribute implements Action {
  private final InstanceChanges changes;

  ModifyInstanceAttribute(InstanceChanges changes) {
    this.changes = changes;
  }

  @Override
  public Fields perform(Invocation invocation) throws ApiFault, Refusal {
    Arguments arguments = invocation.arguments();
    // The password and what tunes the guest's network are the guest's; it is not run here.
    arguments.refuseWithoutFeature(
        "CpuOptions.", "Recyclable", "RemoteConnectionOptions.", "PrivateDnsNameOptions.");
    InstanceRequest.allowDefault(arguments, "CreditSpecification", "Standard");
    changes.modify(
        invocation.caller(),
        new dev.stillpoint.control.instance.ModifyInstanceAttribute(
            arguments.required("InstanceId"),
            arguments.textOrNull("InstanceName"),
            arguments.sent("Description").orElse(null),
            arguments.textOrNull("HostName"),
            arguments.flagOrNull("DeletionProtection"),
            arguments.list("SecurityGroupIds"),
            arguments.sent("UserData").orElse(null)));
    return new Fields();
  }
}
