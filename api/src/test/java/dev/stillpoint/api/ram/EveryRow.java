package dev.stillpoint.api.ram;

import dev.stillpoint.api.ram.EveryAction.Things;
import dev.stillpoint.control.ActionTable;
import dev.stillpoint.control.contract.ActionRow;
import dev.stillpoint.control.contract.ApiVersion;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Every row of the table of actions, with parameters in which it is well-formed. */
final class EveryRow {
  private EveryRow() {}

  static Stream<ActionRow<?, ?>> of(ActionTable table) {
    return Arrays.stream(ApiVersion.values()).flatMap(api -> table.rows(api).stream());
  }

  /** Names a thing of each kind that the products beside the cloud servers' know. */
  record Names(String keyId, String alias, String resourceGroupId, String roleArn) {
    /** Well-formed names of nothing. */
    static final Names NONE =
        new Names(
            "aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa",
            "alias/nothing",
            "rg-aaaaaaaaaaaaaaa",
            "acs:ram::1000000000000001:role/nobody");

    /** The text with every name replaced by its kind. */
    String veil(String text) {
      return text.replace(keyId, "KEY")
          .replace(alias, "ALIAS")
          .replace(resourceGroupId, "GROUP")
          .replace(roleArn, "ROLE");
    }
  }

  /** Unknown parameters are ignored, so one set does for all. */
  static Map<String, String> parameters(ActionRow<?, ?> row, Names names) {
    if (row.api() == ApiVersion.ECS) {
      return EveryAction.parameters(row.name(), Things.NONE);
    }
    return new TreeMap<>(
        Map.of(
            "KeyId", names.keyId(),
            "AliasName", names.alias(),
            "PendingWindowInDays", "7",
            "ResourceGroupId", names.resourceGroupId(),
            "Name", "group",
            "DisplayName", "group",
            "NewDisplayName", "group",
            "RoleArn", names.roleArn(),
            "RoleSessionName", "session"));
  }
}
