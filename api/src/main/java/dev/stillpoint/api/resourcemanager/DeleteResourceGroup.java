package dev.stillpoint.api.resourcemanager;

import dev.stillpoint.api.action.Action;
import dev.stillpoint.api.action.Arguments;
import dev.stillpoint.api.action.Invocation;
import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.render.Fields;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.resourcegroup.Grouping;
import dev.stillpoint.control.resourcegroup.ResourceGroupView;

/** Deletes a resource group that holds nothing. */
final class DeleteResourceGroup implements Action {
  private final Grouping grouping;

  DeleteResourceGroup(Grouping grouping) {
    this.grouping = grouping;
  }

  @Override
  public Fields perform(Invocation invocation) throws ApiFault, Refusal {
    Arguments arguments = invocation.arguments();
    ResourceGroupView view =
        grouping.delete(invocation.caller(), arguments.textOrNull("ResourceGroupId"));
    return new Fields().struct("ResourceGroup", GroupShape.withStatus(view, "PendingDelete"));
  }
}
