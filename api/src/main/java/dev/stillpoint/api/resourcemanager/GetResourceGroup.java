package dev.stillpoint.api.resourcemanager;

import dev.stillpoint.api.action.Action;
import dev.stillpoint.api.action.Arguments;
import dev.stillpoint.api.action.Invocation;
import dev.stillpoint.api.ecs.shape.Shapes;
import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.render.Fields;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.resourcegroup.Grouping;
import dev.stillpoint.control.resourcegroup.ResourceGroupView;

/** Shows one resource group. */
final class GetResourceGroup implements Action {
  private final Grouping grouping;

  GetResourceGroup(Grouping grouping) {
    this.grouping = grouping;
  }

  @Override
  public Fields perform(Invocation invocation) throws ApiFault, Refusal {
    Arguments arguments = invocation.arguments();
    ResourceGroupView view =
        grouping.get(invocation.caller(), arguments.textOrNull("ResourceGroupId"));
    Fields group = GroupShape.withStatus(view, "OK");
    if (arguments.isTrue("IncludeTags")) {
      Shapes.tags(group, view.tags());
    }
    return new Fields().struct("ResourceGroup", group);
  }
}
