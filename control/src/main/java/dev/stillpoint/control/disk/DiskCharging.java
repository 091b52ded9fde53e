package dev.stillpoint.control.disk;

import dev.stillpoint.catalog.DiskRow;
import dev.stillpoint.catalog.Tables;
import dev.stillpoint.control.fault.DiskError;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.fault.SharedError;
import dev.stillpoint.control.foundation.Foundation;
import dev.stillpoint.control.request.Caller;
import dev.stillpoint.control.request.Resource;
import dev.stillpoint.control.rule.TextRule;
import java.util.List;

/**
 * ModifyDiskChargeType. Every instance here is paid as it goes, and the disks of such an instance
 * are too: to ask for that changes nothing, to ask for a subscription is refused.
 */
final class DiskCharging {
  private static final int DISKS_MAX = 16;

  private final Foundation foundation;

  DiskCharging(Foundation foundation) {
    this.foundation = foundation;
  }

  void modify(Caller caller, ModifyDiskChargeType request) throws Refusal {
    TextRule.require(request.regionId(), "RegionId");
    String instanceId = TextRule.require(request.instanceId(), "InstanceId");
    if (request.diskIds().isEmpty()) {
      throw new Refusal(SharedError.MISSING_PARAMETER, "DiskIds");
    }
    if (request.diskIds().size() > DISKS_MAX) {
      throw new Refusal(SharedError.INVALID_PARAMETER, "DiskIds");
    }
    String type = TextRule.absent(request.diskChargeType()) ? "PrePaid" : request.diskChargeType();
    if (!type.equals("PrePaid") && !type.equals("PostPaid")) {
      throw new Refusal(DiskError.INVALID_DISK_CHARGE_TYPE_NOT_FOUND, type);
    }
    foundation
        .admission()
        .admit(
            caller,
            "ModifyDiskChargeType",
            request.regionId(),
            List.of(Resource.instance(instanceId)));
    foundation
        .catalog()
        .read(tables -> {
          check(tables, caller, request, type);
          return type;
        });
  }

  private static void check(Tables tables, Caller caller, ModifyDiskChargeType request, String type)
      throws Refusal {
    String instanceId = request.instanceId();
    DiskAttachment.instance(tables, caller, instanceId);
    for (String id : request.diskIds()) {
      DiskRow disk = DiskHolding.find(tables, caller, id);
      boolean held =
          instanceId.equals(disk.instanceId())
              || tables.diskHolders().find(id, instanceId).isPresent();
      if (!held) {
        throw new Refusal(DiskError.DEPENDENCY_VIOLATION, id, instanceId);
      }
    }
    if (type.equals("PrePaid")) {
      throw new Refusal(DiskError.INVALID_INSTANCE_CHARGE_TYPE_VALUE_NOT_SUPPORTED, instanceId);
    }
  }
}
