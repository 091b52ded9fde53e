package dev.stillpoint.catalog;

/**
 * A user of an account.
 *
 * @param userId a number of 18 digits
 * @param accountId whose user it is
 * @param name unique within the account, whatever the case
 * @param displayName for people
 * @param mobilePhone as given
 * @param email as given
 * @param comments as given
 * @param createdAt milliseconds since 1970
 * @param updatedAt milliseconds since 1970
 */
public record UserRow(
    String userId,
    String accountId,
    String name,
    String displayName,
    String mobilePhone,
    String email,
    String comments,
    long createdAt,
    long updatedAt) {}
