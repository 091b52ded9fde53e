package dev.stillpoint.control.resourcegroup;

import dev.stillpoint.control.request.Tag;
import java.util.List;

/**
 * The parameters of CreateResourceGroup as sent.
 *
 * @param name required; 2 to 50 letters, digits and hyphens, unique within the account
 * @param displayName required; 1 to 50 characters
 * @param tags on the group itself
 */
public record CreateResourceGroup(String name, String displayName, List<Tag> tags) {
  public CreateResourceGroup {
    tags = tags == null ? List.of() : List.copyOf(tags);
  }
}
