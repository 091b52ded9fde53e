package dev.stillpoint.control.access;

/** How many there may be; what the cloud grants an account by default. */
final class AccessBounds {
  static final int USERS_MAX = 1000;
  static final int USER_KEYS_MAX = 2;
  static final int GROUPS_MAX = 50;
  static final int USER_GROUPS_MAX = 50;
  static final int ROLES_MAX = 1000;
  static final int POLICIES_MAX = 1500;
  static final int POLICY_VERSIONS_MAX = 5;

  /** Policies of one type that are attached to one user, group or role. */
  static final int ATTACHED_MAX = 20;

  private AccessBounds() {}
}
