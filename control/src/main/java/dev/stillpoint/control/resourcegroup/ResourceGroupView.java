package dev.stillpoint.control.resourcegroup;

import dev.stillpoint.control.request.Tag;
import java.time.Instant;
import java.util.List;

/**
 * A resource group as the cloud shows it.
 *
 * @param id its identifier
 * @param accountId whose it is
 * @param name unique within the account
 * @param displayName for people
 * @param creationTime when it was made
 * @param regionId the region in which it can be used
 * @param tags all tags of the group itself
 */
public record ResourceGroupView(
    String id,
    String accountId,
    String name,
    String displayName,
    Instant creationTime,
    String regionId,
    List<Tag> tags) {
  public ResourceGroupView {
    tags = List.copyOf(tags);
  }
}
