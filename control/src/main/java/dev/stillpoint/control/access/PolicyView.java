package dev.stillpoint.control.access;

import dev.stillpoint.catalog.PolicyRow;
import dev.stillpoint.catalog.PolicyType;
import dev.stillpoint.control.contract.Inline;
import java.time.Instant;

/** A permission policy as every answer shows it. */
record PolicyView(@Inline Named named, Instant createDate) {
  /** What a policy is called, is for and has in force. */
  record Named(String policyName, String policyType, String description, String defaultVersion) {}

  /** A policy as it is now. */
  record Changed(@Inline PolicyView policy, Instant updateDate) {}

  /** A policy, and how many users, groups and roles of the account have it. */
  record Counted(@Inline Changed policy, int attachmentCount) {
    Named named() {
      return policy.policy().named();
    }
  }

  /** A version of a policy. */
  record Version(
      String versionId, boolean isDefaultVersion, String policyDocument, Instant createDate) {}

  static Changed of(PolicyRow row) {
    Named named =
        new Named(
            row.name(), typeName(PolicyType.CUSTOM), row.description(), "v" + row.defaultVersion());
    return new Changed(
        new PolicyView(named, Instant.ofEpochMilli(row.createdAt())),
        Instant.ofEpochMilli(row.updatedAt()));
  }

  static Changed of(SystemPolicy policy) {
    Named named =
        new Named(policy.policyName(), typeName(PolicyType.SYSTEM), policy.description(), "v1");
    return new Changed(new PolicyView(named, SystemPolicy.SINCE), SystemPolicy.SINCE);
  }

  static String typeName(PolicyType type) {
    return switch (type) {
      case SYSTEM -> "System";
      case CUSTOM -> "Custom";
    };
  }
}
