package dev.stillpoint.api.ecs.tag;

import dev.stillpoint.api.action.Action;
import dev.stillpoint.control.tag.Tags;
import java.util.List;

/** The actions on tags. */
public final class TagActions {
  private TagActions() {}

  /** Each of them, over the doors that it needs. */
  public static List<Action> over(Tags tags) {
    return List.of(new TagResources(tags), new UntagResources(tags), new ListTagResources(tags));
  }
}
