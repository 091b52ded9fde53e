package dev.stillpoint.control.access;

import dev.stillpoint.catalog.PolicyRow;
import dev.stillpoint.catalog.PolicyType;
import java.time.Instant;

/**
 * A permission policy as the API shows it.
 *
 * @param type {@code System} or {@code Custom}
 * @param defaultVersion the version in force, such as {@code v1}
 * @param attachmentCount how many users, groups and roles of the account have it
 * @param createDate when it was made
 * @param updateDate when it was changed last
 */
public record PolicyView(
    String name,
    String type,
    String description,
    String defaultVersion,
    int attachmentCount,
    Instant createDate,
    Instant updateDate) {
  static PolicyView of(PolicyRow row, int attachmentCount) {
    return new PolicyView(
        row.name(),
        typeName(PolicyType.CUSTOM),
        row.description(),
        "v" + row.defaultVersion(),
        attachmentCount,
        Instant.ofEpochMilli(row.createdAt()),
        Instant.ofEpochMilli(row.updatedAt()));
  }

  static PolicyView of(SystemPolicy policy, int attachmentCount) {
    return new PolicyView(
        policy.policyName(),
        typeName(PolicyType.SYSTEM),
        policy.description(),
        "v1",
        attachmentCount,
        SystemPolicy.SINCE,
        SystemPolicy.SINCE);
  }

  static String typeName(PolicyType type) {
    return switch (type) {
      case SYSTEM -> "System";
      case CUSTOM -> "Custom";
    };
  }
}
