package dev.stillpoint.api.causes;

import static dev.stillpoint.api.causes.RequestCauses.CREATE;

import dev.stillpoint.api.rpc.AccessKey;
import dev.stillpoint.api.world.ApiWorld;
import dev.stillpoint.api.world.ApiWorld.Answer;
import dev.stillpoint.catalog.AccessKeyRow;
import dev.stillpoint.catalog.AttachmentRow;
import dev.stillpoint.catalog.HolderKind;
import dev.stillpoint.catalog.PolicyRow;
import dev.stillpoint.catalog.PolicyType;
import dev.stillpoint.catalog.PolicyVersionRow;
import dev.stillpoint.catalog.Tables;
import dev.stillpoint.catalog.UserRow;
import java.util.List;

/** Causes that lie in who calls. */
final class CallerCauses {
  private static final String USER = "200000000000000001";
  private static final AccessKey KEY =
      new AccessKey("LTAIalice", "alices secret", "1000000000000001", true);
  private static final String INSTANCES_ONLY =
      """
      {"Version": "1", "Statement": [{"Effect": "Allow", "Action": "ecs:CreateSnapshotGroup",
        "Resource": "acs:ecs:*:*:instance/*"}]}
      """;

  private CallerCauses() {}

  static List<Cause> all() {
    return List.of(
        new Cause(
            "403 InvalidOperation.Unauthorized",
            "a user who may do this with the instance and not with its disks",
            CallerCauses::ofInstanceOnly));
  }

  private static Answer ofInstanceOnly(ApiWorld api) {
    String instance = api.instance();
    api.world()
        .catalog()
        .write(tables -> {
          alice(tables);
          return USER;
        });
    return api.call(KEY, CREATE, "InstanceId", instance);
  }

  private static void alice(Tables tables) {
    String account = KEY.account();
    tables.users().add(new UserRow(USER, account, "alice", "", "", "", "", 0, 0));
    tables.accounts().addKey(new AccessKeyRow(KEY.id(), account, KEY.secret(), true, 0));
    tables.users().giveKey(KEY.id(), USER);
    tables.policies().add(new PolicyRow(account, "instances", "", 1, 1, 0, 0));
    tables.policies().addVersion(new PolicyVersionRow(account, "instances", 1, INSTANCES_ONLY, 0));
    tables
        .policies()
        .attach(
            new AttachmentRow(USER, HolderKind.USER, account, PolicyType.CUSTOM, "instances", 0));
  }
}
