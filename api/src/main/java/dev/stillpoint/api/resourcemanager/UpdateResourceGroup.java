package dev.stillpoint.api.resourcemanager;

import dev.stillpoint.api.action.Action;
import dev.stillpoint.api.action.Arguments;
import dev.stillpoint.api.action.Invocation;
import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.render.Fields;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.resourcegroup.Grouping;
import dev.stillpoint.control.resourcegroup.ResourceGroupView;

/** Changes what people call a resource group. */
final class UpdateResourceGroup implements Action {
  private final Grouping grouping;

  UpdateResourceGroup(Grouping grouping) {
    this.grouping = grouping;
  }

  @Override
  public Fields perform(Invocation invocation) throws ApiFault, Refusal {
    Arguments arguments = invocation.arguments();
    ResourceGroupView view =
        grouping.rename(
            invocation.caller(),
            arguments.textOrNull("ResourceGroupId"),
            arguments.textOrNull("NewDisplayName"));
    return new Fields().struct("ResourceGroup", GroupShape.of(view));
  }
}
