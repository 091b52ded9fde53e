package dev.stillpoint.control.tag;

import java.util.List;

/**
 * The parameters of UntagResources as sent.
 *
 * @param regionId required
 * @param resourceType required; in any case
 * @param resourceIds 1 to 50
 * @param tagKeys up to 20
 * @param all true removes every tag of the user's; read only when no key is given
 */
public record UntagResources(
    String regionId,
    String resourceType,
    List<String> resourceIds,
    List<String> tagKeys,
    Boolean all) {
  public UntagResources {
    resourceIds = resourceIds == null ? List.of() : List.copyOf(resourceIds);
    tagKeys = tagKeys == null ? List.of() : List.copyOf(tagKeys);
  }
}
