package dev.stillpoint.control.resourcegroup;

import dev.stillpoint.control.contract.Contract;
import dev.stillpoint.control.contract.Each;
import dev.stillpoint.control.contract.Inline;
import dev.stillpoint.control.request.PageShown;
import dev.stillpoint.control.request.Tag;
import dev.stillpoint.control.rule.TextRule;
import java.util.List;

/** The groups that match all that is asked, the default one first, then oldest first. */
record ListResourceGroups(
    boolean includeTags,
    String resourceGroupId,
    List<String> resourceGroupIds,
    String name,
    String displayName,
    String status,
    List<Tag> tags,
    @Inline NumberedPage page)
    implements Contract<ListResourceGroups.Answer> {
  record Answer(@Each("ResourceGroup") List<Line> resourceGroups, @Inline PageShown page) {}

  record Line(@Inline ResourceGroupView group, String status, @Each("Tag") List<Tag> tags) {}

  /** A part of a name is enough, a whole identifier is needed; a tag without value means any. */
  boolean match(ResourceGroupView view, List<Tag> present) {
    return (TextRule.absent(resourceGroupId) || view.id().equals(resourceGroupId))
        && (resourceGroupIds.isEmpty() || resourceGroupIds.contains(view.id()))
        && (TextRule.absent(name) || view.name().contains(name))
        && (TextRule.absent(displayName) || view.displayName().contains(displayName))
        && (TextRule.absent(status) || status.equals(GroupAnswer.OK))
        && tags.stream().allMatch(wanted -> has(present, wanted));
  }

  private static boolean has(List<Tag> tags, Tag wanted) {
    return tags.stream()
        .anyMatch(tag ->
            tag.key().equals(wanted.key())
                && (wanted.value() == null || wanted.value().equals(tag.value())));
  }
}
