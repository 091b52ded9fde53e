package dev.stillpoint.api.ram;

import dev.stillpoint.api.ram.EveryAction.Things;
import dev.stillpoint.control.ActionTable;
import dev.stillpoint.control.contract.ActionRow;
import dev.stillpoint.control.contract.ApiVersion;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Every row of the table of actions, with parameters in which it is well-formed. */
final class EveryRow {
  private EveryRow() {}

  static Stream<ActionRow<?, ?>> of(ActionTable table) {
    return Arrays.stream(ApiVersion.values()).flatMap(api -> table.rows(api).stream());
  }

  /**
   * Names a thing of each kind that the products beside the cloud servers' know; user, group,
   * policy and role are called the same.
   */
  record Names(
      String keyId, String alias, String resourceGroupId, String roleArn, String accessKeyId) {
    /** Well-formed names of nothing. */
    static final Names NONE =
        new Names(
            "aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa",
            "alias/nothing",
            "rg-aaaaaaaaaaaaaaa",
            "acs:ram::1000000000000001:role/nobody",
            "LTAInobody");

    /** The text with every name replaced by its kind. */
    String veil(String text) {
      return text.replace(keyId, "KEY")
          .replace(alias, "ALIAS")
          .replace(resourceGroupId, "GROUP")
          .replace(roleArn, "ROLE")
          .replace(accessKeyId, "ACCESSKEY")
          .replace(roleArn.substring(roleArn.indexOf('/') + 1), "NAME");
    }
  }

  /** Unknown parameters are ignored, so one set does for all. */
  static Map<String, String> parameters(ActionRow<?, ?> row, Names names) {
    if (row.api() == ApiVersion.ECS) {
      return EveryAction.parameters(row.name(), Things.NONE);
    }
    Map<String, String> all = new TreeMap<>();
    all.put("KeyId", names.keyId());
    all.put("AliasName", names.alias());
    all.put("PendingWindowInDays", "7");
    all.put("ResourceGroupId", names.resourceGroupId());
    all.put("Name", "group");
    all.put("DisplayName", "group");
    all.put("NewDisplayName", "group");
    all.put("RoleArn", names.roleArn());
    all.put("RoleSessionName", "session");
    String owned = names.roleArn().substring(names.roleArn().indexOf('/') + 1);
    for (String kind : List.of("User", "Group", "Role", "Policy")) {
      all.put(kind + "Name", owned);
    }
    all.put("UserAccessKeyId", names.accessKeyId());
    all.put("Status", "Inactive");
    all.put("PolicyType", "Custom");
    all.put("PolicyDocument", AccessWorld.document("'Effect':'Allow','Action':'*','Resource':'*'"));
    all.put("AssumeRolePolicyDocument", AccessWorld.TRUST);
    all.put("VersionId", "v1");
    all.put("NewDescription", "text");
    return all;
  }
}
