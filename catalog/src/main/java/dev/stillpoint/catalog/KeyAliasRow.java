package dev.stillpoint.catalog;

/**
 * Another name of a master key.
 *
 * @param accountId whose it is
 * @param alias begins with {@code alias/}
 * @param keyId the key it names
 * @param createdAt milliseconds since 1970
 */
public record KeyAliasRow(String accountId, String alias, String keyId, long createdAt) {}
