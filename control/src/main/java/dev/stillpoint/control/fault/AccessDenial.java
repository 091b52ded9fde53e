package dev.stillpoint.control.fault;

/**
 * Why somebody may not do what was asked, as the answer tells it.
 *
 * @param action for example {@code ecs:CreateSnapshotGroup}
 * @param principalType {@code SubUser} or {@code AssumedRoleUser}
 * @param ownerId the account of whoever asked
 * @param displayName a user's number, or {@code role:session}
 * @param noPermissionType {@code ExplicitDeny} or {@code ImplicitDeny}
 * @param policyType which kind of policy decided
 * @param resource what was asked for, as a policy speaks of it
 */
public record AccessDenial(
    String action,
    String principalType,
    String ownerId,
    String displayName,
    String noPermissionType,
    String policyType,
    String resource) {
  /** The same denial, told as one about another name of the resource. */
  public AccessDenial about(String name) {
    return new AccessDenial(
        action, principalType, ownerId, displayName, noPermissionType, policyType, name);
  }
}
