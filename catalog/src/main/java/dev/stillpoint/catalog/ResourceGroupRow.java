package dev.stillpoint.catalog;

/**
 * A resource group.
 *
 * @param resourceGroupId its identifier
 * @param accountId whose it is
 * @param isDefault where things go when none is named
 * @param name unique within the account
 * @param displayName for people
 * @param createdAt milliseconds since 1970
 */
public record ResourceGroupRow(
    String resourceGroupId,
    String accountId,
    boolean isDefault,
    String name,
    String displayName,
    long createdAt) {}
