package dev.stillpoint.control.resourcegroup;

import dev.stillpoint.control.request.Tag;
import java.util.List;

/**
 * The filters of ListResourceGroups as sent; they combine with AND, null means no filter.
 *
 * @param resourceGroupId exact
 * @param resourceGroupIds one of these
 * @param name a part of the name
 * @param displayName a part of the display name
 * @param status OK, or another that no group has
 * @param tags tags of the groups that must all be there; a null value means any
 * @param pageNumber from 1; null means 1
 * @param pageSize 1 to 100; null means 10
 */
public record ListResourceGroups(
    String resourceGroupId,
    List<String> resourceGroupIds,
    String name,
    String displayName,
    String status,
    List<Tag> tags,
    Integer pageNumber,
    Integer pageSize) {
  public ListResourceGroups {
    resourceGroupIds = resourceGroupIds == null ? List.of() : List.copyOf(resourceGroupIds);
    tags = tags == null ? List.of() : List.copyOf(tags);
  }
}
