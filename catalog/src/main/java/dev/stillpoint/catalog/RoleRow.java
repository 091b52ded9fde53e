package dev.stillpoint.catalog;

/**
 * A role that somebody may take on for a while.
 *
 * @param roleId a number of 18 digits
 * @param accountId whose role it is
 * @param name unique within the account, whatever the case
 * @param description as given
 * @param trustPolicy who may take it on
 * @param maxSessionSeconds how long at most
 * @param createdAt milliseconds since 1970
 * @param updatedAt milliseconds since 1970
 */
public record RoleRow(
    String roleId,
    String accountId,
    String name,
    String description,
    String trustPolicy,
    int maxSessionSeconds,
    long createdAt,
    long updatedAt) {}
