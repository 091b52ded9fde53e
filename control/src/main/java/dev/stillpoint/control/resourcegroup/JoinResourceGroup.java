package dev.stillpoint.control.resourcegroup;

/**
 * The parameters of JoinResourceGroup as sent; all are needed but the region.
 *
 * @param regionId null means the only one
 * @param resourceType in any case
 * @param resourceId what moves
 * @param resourceGroupId where it goes
 */
public record JoinResourceGroup(
    String regionId, String resourceType, String resourceId, String resourceGroupId) {}
