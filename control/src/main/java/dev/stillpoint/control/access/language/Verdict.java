package dev.stillpoint.control.access.language;

import java.util.List;
import java.util.Optional;

/** What the policies that apply to a caller say about one request, and which of them says no. */
public enum Verdict {
  ALLOWED("", ""),
  DENIED("ExplicitDeny", "AccountLevelIdentityBasedPolicy"),
  DENIED_BY_SESSION("ExplicitDeny", "SessionPolicy"),
  NOT_ALLOWED_BY_SESSION("ImplicitDeny", "SessionPolicy"),
  NOT_ALLOWED("ImplicitDeny", "AccountLevelIdentityBasedPolicy");

  private final String noPermissionType;
  private final String policyType;

  Verdict(String noPermissionType, String policyType) {
    this.noPermissionType = noPermissionType;
    this.policyType = policyType;
  }

  /** Whether somebody said no or nobody said yes; empty when allowed. */
  public String noPermissionType() {
    return noPermissionType;
  }

  /** Which kind of policy that was; empty when allowed. */
  public String policyType() {
    return policyType;
  }

  /** Judges what is only mentioned: whatever no policy denies is allowed. */
  public static Verdict onMention(
      AccessRequest request, List<PolicyDocument> identity, Optional<PolicyDocument> session) {
    if (identity.stream().anyMatch(policy -> policy.denies(request))) {
      return DENIED;
    }
    return session.filter(policy -> policy.denies(request)).isPresent()
        ? DENIED_BY_SESSION
        : ALLOWED;
  }

  /**
   * Judges a request. One Deny decides; then what a session's policy does not allow is not allowed;
   * then what no policy of the caller allows.
   *
   * @param identity the policies of a user with its groups, or of a role
   * @param session what narrows a session, if anything does
   */
  public static Verdict on(
      AccessRequest request, List<PolicyDocument> identity, Optional<PolicyDocument> session) {
    Verdict denial = onMention(request, identity, session);
    if (denial != ALLOWED) {
      return denial;
    }
    if (session.filter(policy -> !policy.allows(request)).isPresent()) {
      return NOT_ALLOWED_BY_SESSION;
    }
    return identity.stream().anyMatch(policy -> policy.allows(request)) ? ALLOWED : NOT_ALLOWED;
  }
}
