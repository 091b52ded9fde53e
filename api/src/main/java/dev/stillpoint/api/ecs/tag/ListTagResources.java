package dev.stillpoint.api.ecs.tag;

import dev.stillpoint.api.action.Action;
import dev.stillpoint.api.action.Arguments;
import dev.stillpoint.api.action.Invocation;
import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.render.Fields;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.tag.ListTagResources.Filter;
import dev.stillpoint.control.tag.TagPage;
import dev.stillpoint.control.tag.Tags;
import java.util.ArrayList;
import java.util.List;

/** Lists tags, one row for each tag of each resource. */
final class ListTagResources implements Action {
  private final Tags tags;

  ListTagResources(Tags tags) {
    this.tags = tags;
  }

  @Override
  public Fields perform(Invocation invocation) throws ApiFault, Refusal {
    Arguments arguments = invocation.arguments();
    List<Filter> filters = new ArrayList<>();
    for (Arguments filter : arguments.structures("TagFilter")) {
      filters.add(new Filter(filter.textOrNull("TagKey"), filter.list("TagValues")));
    }
    TagPage page =
        tags.list(
            invocation.caller(),
            new dev.stillpoint.control.tag.ListTagResources(
                arguments.textOrNull("RegionId"),
                arguments.textOrNull("ResourceType"),
                arguments.list("ResourceId"),
                arguments.tags(),
                filters,
                arguments.textOrNull("NextToken")));
    return new Fields()
        .list("TagResources", "TagResource", page.items(), ListTagResources::row)
        .text("NextToken", page.nextToken());
  }

  private static Fields row(TagPage.Item item) {
    return new Fields()
        .text("ResourceId", item.resourceId())
        .text("ResourceType", item.resourceType())
        .text("TagKey", item.key())
        .text("TagValue", item.value());
  }
}
