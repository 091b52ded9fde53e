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
import dev.stillpoint.control.resourcegroup.ResourceView;

/** Lists what is in resource groups. */
final class ListResources implements Action {
  private final Grouping grouping;

  ListResources(Grouping grouping) {
    this.grouping = grouping;
  }

  @Override
  public Fields perform(Invocation invocation) throws ApiFault, Refusal {
    Arguments arguments = invocation.arguments();
    arguments.refuseWithoutFeature("ResourceTypes.");
    Listing<ResourceView> listing =
        grouping.resources(
            invocation.caller(),
            new dev.stillpoint.control.resourcegroup.ListResources(
                arguments.textOrNull("ResourceGroupId"),
                arguments.textOrNull("Service"),
                arguments.textOrNull("Region"),
                arguments.textOrNull("ResourceType"),
                arguments.textOrNull("ResourceId"),
                arguments.wholeOrNull("PageNumber"),
                arguments.wholeOrNull("PageSize")));
    return new Fields()
        .list("Resources", "Resource", listing.items(), ListResources::resource)
        .whole("TotalCount", listing.totalCount())
        .whole("PageNumber", listing.pageNumber())
        .whole("PageSize", listing.pageSize());
  }

  private static Fields resource(ResourceView view) {
    return new Fields()
        .text("Service", "ecs")
        .text("ResourceType", view.resourceType())
        .text("ResourceGroupId", view.resourceGroupId())
        .text("ResourceId", view.resourceId())
        .text("RegionId", view.regionId())
        .text("CreateDate", Shapes.seconds(view.creationTime()));
  }
}
