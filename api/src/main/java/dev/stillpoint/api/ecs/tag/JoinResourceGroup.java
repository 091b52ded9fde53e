package dev.stillpoint.api.ecs.tag;

import dev.stillpoint.api.action.Action;
import dev.stillpoint.api.action.Arguments;
import dev.stillpoint.api.action.Invocation;
import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.render.Fields;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.resourcegroup.Grouping;

/** Moves a resource to another resource group. */
final class JoinResourceGroup implements Action {
  private final Grouping grouping;

  JoinResourceGroup(Grouping grouping) {
    this.grouping = grouping;
  }

  @Override
  public Fields perform(Invocation invocation) throws ApiFault, Refusal {
    Arguments arguments = invocation.arguments();
    grouping.join(
        invocation.caller(),
        new dev.stillpoint.control.resourcegroup.JoinResourceGroup(
            arguments.textOrNull("RegionId"),
            arguments.textOrNull("ResourceType"),
            arguments.textOrNull("ResourceId"),
            arguments.textOrNull("ResourceGroupId")));
    return new Fields();
  }
}
