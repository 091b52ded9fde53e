package dev.stillpoint.api.ecs.tag;

import dev.stillpoint.api.action.Action;
import dev.stillpoint.api.action.Arguments;
import dev.stillpoint.api.action.Invocation;
import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.render.Fields;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.tag.Tags;

/** Sets tags. */
final class TagResources implements Action {
  private final Tags tags;

  TagResources(Tags tags) {
    this.tags = tags;
  }

  @Override
  public Fields perform(Invocation invocation) throws ApiFault, Refusal {
    Arguments arguments = invocation.arguments();
    tags.tag(
        invocation.caller(),
        new dev.stillpoint.control.tag.TagResources(
            arguments.textOrNull("RegionId"),
            arguments.textOrNull("ResourceType"),
            arguments.list("ResourceId"),
            arguments.tags()));
    return new Fields();
  }
}
