package dev.stillpoint.control.tag;

import static dev.stillpoint.control.contract.ActionRow.answering;
import static dev.stillpoint.control.contract.ActionRow.doing;
import static dev.stillpoint.control.contract.ApiVersion.ECS;
import static dev.stillpoint.control.contract.Permission.on;

import dev.stillpoint.control.contract.ActionRow;
import dev.stillpoint.control.foundation.Foundation;
import dev.stillpoint.control.rule.ResourceTypes;
import java.util.List;

/** The actions on tags. */
public final class TagActions {
  private TagActions() {}

  /** A row each. */
  public static List<ActionRow<?, ?>> over(Foundation foundation) {
    ResourceTags tags = new ResourceTags(foundation);
    return List.of(
        doing(
            ECS,
            TagResources.class,
            on((_, asked) -> ResourceTypes.named(asked.resourceType(), asked.resourceIds())),
            tags::tag),
        doing(
            ECS,
            UntagResources.class,
            on((_, asked) -> ResourceTypes.named(asked.resourceType(), asked.resourceIds())),
            tags::untag),
        answering(
            ECS,
            ListTagResources.class,
            on((_, asked) -> ResourceTypes.named(asked.resourceType(), asked.resourceIds())),
            tags::list));
  }
}
