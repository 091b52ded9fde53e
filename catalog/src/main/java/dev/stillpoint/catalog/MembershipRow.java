package dev.stillpoint.catalog;

/**
 * A user in a group, or a group with a user.
 *
 * @param userId the user
 * @param groupId the group
 * @param joinedAt milliseconds since 1970
 */
public record MembershipRow(String userId, String groupId, long joinedAt) {}
