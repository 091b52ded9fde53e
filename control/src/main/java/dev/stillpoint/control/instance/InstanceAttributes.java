package dev.stillpoint.control.instance;

import dev.stillpoint.catalog.InstanceRow;
import dev.stillpoint.catalog.InstanceStatus;
import dev.stillpoint.catalog.Tables;
import dev.stillpoint.control.fault.DiskError;
import dev.stillpoint.control.fault.GroupError;
import dev.stillpoint.control.fault.InstanceError;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.foundation.Foundation;
import dev.stillpoint.control.foundation.ObjectLocks.Held;
import dev.stillpoint.control.request.Caller;
import dev.stillpoint.control.request.Resource;
import dev.stillpoint.control.rule.Statuses;
import dev.stillpoint.control.rule.TextRule;
import java.util.List;

/** ModifyInstanceAttribute. One transaction; the lock keeps it out of a transition. */
final class InstanceAttributes {
  private final Foundation foundation;

  InstanceAttributes(Foundation foundation) {
    this.foundation = foundation;
  }

  void modify(Caller caller, ModifyInstanceAttribute request) throws Refusal {
    String instanceId = TextRule.require(request.instanceId(), "InstanceId");
    TextRule.NAME.check(request.instanceName(), InstanceError.INVALID_INSTANCE_NAME_MALFORMED);
    TextRule.DESCRIPTION.check(request.description(), DiskError.INVALID_DESCRIPTION_MALFORMED_400);
    TextRule.HOST_NAME.check(request.hostName(), InstanceError.INVALID_HOST_NAME_MALFORMED);
    UserDataRule.check(request.userData());
    foundation
        .admission()
        .admit(caller, "ModifyInstanceAttribute", null, List.of(Resource.instance(instanceId)));
    try (Held _ = foundation.locks().hold(List.of(instanceId))) {
      foundation
          .catalog()
          .write(tables -> {
            change(tables, InstanceTransitions.find(tables, caller, instanceId), request);
            return request;
          });
    }
  }

  private static void change(Tables tables, InstanceRow row, ModifyInstanceAttribute request)
      throws Refusal {
    InstanceTransitions.checkUnlocked(row);
    if (request.userData() != null) {
      if (row.status() != InstanceStatus.STOPPED) {
        throw new Refusal(
            GroupError.INCORRECT_INSTANCE_STATUS_403,
            row.instanceId(),
            Statuses.wire(row.status()));
      }
      tables.instanceOptions().setUserData(row.instanceId(), request.userData());
    }
    String groups = String.join(",", request.securityGroupIds());
    Boolean protection = request.deletionProtection();
    tables
        .instances()
        .setTexts(
            new InstanceRow(
                row.instanceId(),
                row.accountId(),
                row.regionId(),
                row.zoneId(),
                row.resourceGroupId(),
                given(request.instanceName(), row.name()),
                given(request.hostName(), row.hostName()),
                request.description() == null ? row.description() : request.description(),
                row.status(),
                row.imageId(),
                row.instanceType(),
                row.vSwitchId(),
                given(groups, row.securityGroupIds()),
                row.keyPairName(),
                protection == null ? row.deletionProtection() : protection,
                row.stoppedMode(),
                row.lockReasons(),
                row.createdAt(),
                row.startedAt()));
  }

  private static String given(String text, String otherwise) {
    return TextRule.absent(text) ? otherwise : text;
  }
}
