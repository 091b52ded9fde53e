package dev.stillpoint.catalog;

/**
 * A permission policy that an account wrote.
 *
 * @param accountId whose policy it is
 * @param name unique within the account, whatever the case
 * @param description as given
 * @param defaultVersion the version in force
 * @param lastVersion the newest version's number; a number is never used twice
 * @param createdAt milliseconds since 1970
 * @param updatedAt milliseconds since 1970
 */
public record PolicyRow(
    String accountId,
    String name,
    String description,
    int defaultVersion,
    int lastVersion,
    long createdAt,
    long updatedAt) {}
