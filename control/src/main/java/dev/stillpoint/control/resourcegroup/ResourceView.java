package dev.stillpoint.control.resourcegroup;

import java.time.Instant;

/**
 * A thing in a resource group.
 *
 * @param resourceId its identifier
 * @param resourceType for example disk
 * @param resourceGroupId the group
 * @param regionId where it is
 * @param creationTime when it was made
 */
public record ResourceView(
    String resourceId,
    String resourceType,
    String resourceGroupId,
    String regionId,
    Instant creationTime) {}
