package dev.stillpoint.control.tag;

import dev.stillpoint.control.request.Tag;
import java.util.List;

/**
 * The parameters of TagResources as sent.
 *
 * @param regionId required
 * @param resourceType required; in any case
 * @param resourceIds 1 to 50
 * @param tags 1 to 20
 */
public record TagResources(
    String regionId, String resourceType, List<String> resourceIds, List<Tag> tags) {
  public TagResources {
    resourceIds = resourceIds == null ? List.of() : List.copyOf(resourceIds);
    tags = tags == null ? List.of() : List.copyOf(tags);
  }
}
