package dev.stillpoint.catalog;

/**
 * A permission policy that is attached to a user, a group or a role.
 *
 * @param holderId the user's, group's or role's number
 * @param holderKind which of them
 * @param accountId whose they are
 * @param policyType who wrote the policy
 * @param policyName the policy's name
 * @param attachedAt milliseconds since 1970
 */
public record AttachmentRow(
    String holderId,
    HolderKind holderKind,
    String accountId,
    PolicyType policyType,
    String policyName,
    long attachedAt) {}
