package dev.stillpoint.api.resourcemanager;

import dev.stillpoint.api.action.Action;
import dev.stillpoint.api.action.Arguments;
import dev.stillpoint.api.action.Invocation;
import dev.stillpoint.api.ecs.shape.Shapes;
import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.render.Fields;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.request.Listing;
import dev.stillpoint.control.resourcegroup.Grouping;
import dev.stillpoint.control.resourcegroup.ResourceGroupView;

/** Lists the resource groups of the account. */
final class ListResourceGroups implements Action {
  private final Grouping grouping;

  ListResourceGroups(Grouping grouping) {
    this.grouping = grouping;
  }

  @Override
  public Fields perform(Invocation invocation) throws ApiFault, Refusal {
    Arguments arguments = invocation.arguments();
    boolean withTags = arguments.isTrue("IncludeTags");
    Listing<ResourceGroupView> listing =
        grouping.list(
            invocation.caller(),
            new dev.stillpoint.control.resourcegroup.ListResourceGroups(
                arguments.textOrNull("ResourceGroupId"),
                arguments.list("ResourceGroupIds"),
                arguments.textOrNull("Name"),
                arguments.textOrNull("DisplayName"),
                arguments.textOrNull("Status"),
                arguments.tags(),
                arguments.wholeOrNull("PageNumber"),
                arguments.wholeOrNull("PageSize")));
    return new Fields()
        .list("ResourceGroups", "ResourceGroup", listing.items(), view -> group(view, withTags))
        .whole("TotalCount", listing.totalCount())
        .whole("PageNumber", listing.pageNumber())
        .whole("PageSize", listing.pageSize());
  }

  private static Fields group(ResourceGroupView view, boolean withTags) {
    Fields group = GroupShape.of(view).text("Status", "OK");
    if (withTags) {
      Shapes.tags(group, view.tags());
    }
    return group;
  }
}
