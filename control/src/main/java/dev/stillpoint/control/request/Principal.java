package dev.stillpoint.control.request;

/** Who of an account asks. */
public sealed interface Principal {
  /** The account itself. */
  record Root() implements Principal {}

  /**
   * A user of the account.
   *
   * @param userId the user's number
   * @param name the user's name
   */
  record User(String userId, String name) implements Principal {}

  /**
   * Somebody who took on a role for a while.
   *
   * @param roleId the role's number
   * @param roleName the role's name
   * @param sessionName what the taker calls the session
   * @param sessionPolicy a policy that narrows the role; null if none was given
   */
  record RoleSession(String roleId, String roleName, String sessionName, String sessionPolicy)
      implements Principal {}
}
