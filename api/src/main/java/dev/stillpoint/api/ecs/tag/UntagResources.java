package dev.stillpoint.api.ecs.tag;

import dev.stillpoint.api.action.Action;
import dev.stillpoint.api.action.Arguments;
import dev.stillpoint.api.action.Invocation;
import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.render.Fields;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.tag.Tags;

/** Removes tags. */
final class UntagResources implements Action {
  private final Tags tags;

  UntagResources(Tags tags) {
    this.tags = tags;
  }

  @Override
  public Fields perform(Invocation invocation) throws ApiFault, Refusal {
    Arguments arguments = invocation.arguments();
    tags.untag(
        invocation.caller(),
        new dev.stillpoint.control.tag.UntagResources(
            arguments.textOrNull("RegionId"),
            arguments.textOrNull("ResourceType"),
            arguments.list("ResourceId"),
            arguments.list("TagKey"),
            arguments.flagOrNull("All")));
    return new Fields();
  }
}
