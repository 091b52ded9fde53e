package dev.stillpoint.control.tag;

import dev.stillpoint.control.request.Tag;
import java.util.List;

/**
 * The parameters of ListTagResources as sent; one of resources, tags and filters is needed.
 *
 * @param regionId required
 * @param resourceType required; in any case
 * @param resourceIds up to 50
 * @param tags up to 20; a null value means any
 * @param filters up to 5
 * @param nextToken from the answer before
 */
public record ListTagResources(
    String regionId,
    String resourceType,
    List<String> resourceIds,
    List<Tag> tags,
    List<Filter> filters,
    String nextToken) {
  public ListTagResources {
    resourceIds = resourceIds == null ? List.of() : List.copyOf(resourceIds);
    tags = tags == null ? List.of() : List.copyOf(tags);
    filters = filters == null ? List.of() : List.copyOf(filters);
  }

  /**
   * A tag of which only a part is known.
   *
   * @param key a part of the key, or a pattern with *
   * @param values parts of a value, or patterns with *; one must match
   */
  public record Filter(String key, List<String> values) {
    public Filter {
      values = values == null ? List.of() : List.copyOf(values);
    }
  }
}
