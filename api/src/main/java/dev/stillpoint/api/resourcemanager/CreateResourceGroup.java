package dev.stillpoint.api.resourcemanager;

import dev.stillpoint.api.action.Action;
import dev.stillpoint.api.action.Arguments;
import dev.stillpoint.api.action.Invocation;
import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.render.Fields;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.resourcegroup.Grouping;
import dev.stillpoint.control.resourcegroup.ResourceGroupView;

/** Makes a resource group. */
final class CreateResourceGroup implements Action {
  private final Grouping grouping;

  CreateResourceGroup(Grouping grouping) {
    this.grouping = grouping;
  }

  @Override
  public Fields perform(Invocation invocation) throws ApiFault, Refusal {
    Arguments arguments = invocation.arguments();
    ResourceGroupView made =
        grouping.create(
            invocation.caller(),
            new dev.stillpoint.control.resourcegroup.CreateResourceGroup(
                arguments.textOrNull("Name"),
                arguments.textOrNull("DisplayName"),
                arguments.tags()));
    return new Fields().struct("ResourceGroup", GroupShape.withStatus(made, "OK"));
  }
}
