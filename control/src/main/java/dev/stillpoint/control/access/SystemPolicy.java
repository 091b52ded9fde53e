package dev.stillpoint.control.access;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The permission policies that are there from the start. Nobody can change or delete them. */
@SuppressWarnings("ImmutableEnumChecker") // The list is made once and never changed.
public enum SystemPolicy {
  ADMINISTRATOR_ACCESS("AdministratorAccess", "Everything.", "*"),
  READ_ONLY_ACCESS(
      "ReadOnlyAccess", "Reads everything.", "*:Describe*", "*:List*", "*:Get*", "*:Query*"),
  ALIYUN_ECS_FULL_ACCESS(
      "AliyunECSFullAccess", "Everything about instances, disks and snapshots.", "ecs:*"),
  ALIYUN_ECS_READ_ONLY_ACCESS(
      "AliyunECSReadOnlyAccess",
      "Reads everything about instances, disks and snapshots.",
      "ecs:Describe*",
      "ecs:List*"),
  ALIYUN_KMS_FULL_ACCESS("AliyunKMSFullAccess", "Everything about keys.", "kms:*"),
  ALIYUN_RAM_FULL_ACCESS(
      "AliyunRAMFullAccess", "Everything about users, roles and policies.", "ram:*"),
  ALIYUN_RAM_READ_ONLY_ACCESS(
      "AliyunRAMReadOnlyAccess",
      "Reads everything about users, roles and policies.",
      "ram:Get*",
      "ram:List*"),
  ALIYUN_STS_ASSUME_ROLE_ACCESS("AliyunSTSAssumeRoleAccess", "Takes on roles.", "sts:AssumeRole");

  /** When they came to be: with the product. */
  static final Instant SINCE = Instant.parse("2026-01-01T00:00:00Z");

  private final String policyName;
  private final String description;
  private final List<String> actions;

  SystemPolicy(String policyName, String description, String... actions) {
    this.policyName = policyName;
    this.description = description;
    this.actions = List.of(actions);
  }

  /** The policy of that name, whatever the case. */
  public static Optional<SystemPolicy> named(String name) {
    for (SystemPolicy policy : values()) {
      if (policy.policyName.equalsIgnoreCase(name)) {
        return Optional.of(policy);
      }
    }
    return Optional.empty();
  }

  /** The name that clients use. */
  public String policyName() {
    return policyName;
  }

  /** What it is for. */
  public String description() {
    return description;
  }

  /** The policy's text. */
  public String document() {
    String list = actions.stream().map(a -> '"' + a + '"').collect(Collectors.joining(","));
    return "{\"Version\":\"1\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":["
        + list
        + "],\"Resource\":\"*\"}]}";
  }
}
