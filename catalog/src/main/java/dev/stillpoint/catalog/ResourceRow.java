package dev.stillpoint.catalog;

/**
 * What things of every kind have in common.
 *
 * @param resourceId its identifier
 * @param accountId whose it is
 * @param resourceGroupId the resource group it is in
 * @param createdAt milliseconds since 1970
 */
public record ResourceRow(
    String resourceId, String accountId, String resourceGroupId, long createdAt) {}
