package dev.stillpoint.catalog;

/**
 * A group of users.
 *
 * @param groupId begins with {@code g-}
 * @param accountId whose group it is
 * @param name unique within the account, whatever the case
 * @param comments as given
 * @param createdAt milliseconds since 1970
 * @param updatedAt milliseconds since 1970
 */
public record UserGroupRow(
    String groupId,
    String accountId,
    String name,
    String comments,
    long createdAt,
    long updatedAt) {}
