package dev.stillpoint.api.causes;

import static dev.stillpoint.api.causes.RequestCauses.CREATE;

import dev.stillpoint.api.world.ApiWorld;
import dev.stillpoint.api.world.ApiWorld.Answer;
import dev.stillpoint.catalog.Mark;
import dev.stillpoint.catalog.SharedVolumeStatus;
import dev.stillpoint.control.operator.NotPossible;
import dev.stillpoint.control.operator.Operator;
import dev.stillpoint.control.operator.Operator.LockState;
import dev.stillpoint.control.operator.Operator.Payment;
import java.util.List;

/** Causes that only the operator brings about, as {@code stillpoint admin} does. */
final class OperatorCauses {
  private static final String BOX = "acs:ecs:cn-hangzhou:1000000000000001:cloudbox/cb-1";

  private OperatorCauses() {}

  static List<Cause> all() {
    return List.of(
        new Cause(
            "403 InvalidRegion.NotSupport",
            "a region without snapshot groups",
            api -> inRegion(api, Mark.GROUPS_NOT_OFFERED)),
        new Cause(
            "403 InvalidRegion.NotSupportSnapshotInstantAccessRegion",
            "a region without instant access",
            api -> inRegion(api, Mark.INSTANT_ACCESS_NOT_OFFERED)),
        new Cause(
            "403 UserNotInTheWhiteList",
            "a region that makes groups for listed accounts only",
            api -> inRegion(api, Mark.GROUPS_FOR_LISTED)),
        new Cause(
            "403 InvalidAccountStatus.NotEnoughBalance",
            "an account without money",
            api -> ofAccount(api, Mark.BALANCE_TOO_LOW)),
        new Cause(
            "403 InvalidAccountStatus.SnapshotServiceUnavailable",
            "an account that has not opened the service",
            api -> ofAccount(api, Mark.SNAPSHOT_SERVICE_CLOSED)),
        new Cause(
            "403 InvalidParameter.UnauthorizedStorageLocationArn",
            "a box of somebody else's",
            OperatorCauses::foreignBox),
        new Cause(
            "403 InvalidOperation.SnapshotStorageLocationUnsupported",
            "a box of one's own, which keeps no snapshots",
            OperatorCauses::ownBox),
        new Cause(
            "403 InvalidDisk.ShareVolume",
            "a shared volume that could be used",
            api -> ofVolume(api, SharedVolumeStatus.AVAILABLE)),
        new Cause(
            "403 IncorrectVolumeStatus",
            "a shared volume that is being attached",
            api -> ofVolume(api, SharedVolumeStatus.ATTACHING)),
        new Cause(
            "404 InvalidVolumeId.NotFound",
            "a shared volume that was deleted",
            OperatorCauses::ofDeletedVolume),
        new Cause(
            "403 InstanceLockedForSecurity",
            "an instance that the operator locked",
            OperatorCauses::ofLockedInstance),
        new Cause("403 DiskInArrears", "a disk past its expiry date", OperatorCauses::ofUnpaidDisk),
        new Cause(
            "403 IncorrectDiskStatus.Transferring",
            "a disk on its way to another place",
            OperatorCauses::ofMovingDisk));
  }

  private static Operator operator(ApiWorld api) {
    return api.world().control().operator();
  }

  private static Answer inRegion(ApiWorld api, Mark mark) {
    operator(api).places().mark(mark, true);
    return api.call(CREATE, "InstanceId", api.instance(), "InstantAccess", "true");
  }

  private static Answer ofAccount(ApiWorld api, Mark mark) throws NotPossible {
    String instance = api.instance();
    operator(api).accounts().mark(api.world().caller().accountId(), mark, true);
    return api.call(CREATE, "InstanceId", instance);
  }

  private static Answer foreignBox(ApiWorld api) throws NotPossible {
    operator(api).places().register(BOX);
    return api.call(CREATE, "InstanceId", api.instance(), "StorageLocationArn", BOX);
  }

  private static Answer ownBox(ApiWorld api) throws NotPossible {
    operator(api).places().register(BOX);
    operator(api).places().authorise(BOX, api.world().caller().accountId(), true);
    return api.call(CREATE, "InstanceId", api.instance(), "StorageLocationArn", BOX);
  }

  private static Answer ofVolume(ApiWorld api, SharedVolumeStatus status) throws NotPossible {
    String volume = operator(api).places().createSharedVolume(api.world().caller().accountId());
    operator(api).places().setSharedVolume(volume, status);
    return api.call(CREATE, "DiskId.1", volume);
  }

  private static Answer ofDeletedVolume(ApiWorld api) throws NotPossible {
    String volume = operator(api).places().createSharedVolume(api.world().caller().accountId());
    operator(api).places().deleteSharedVolume(volume);
    return api.call(CREATE, "DiskId.1", volume);
  }

  private static Answer ofLockedInstance(ApiWorld api) throws Exception {
    String instance = api.instance();
    operator(api).lock(instance, LockState.LOCKED);
    return api.call(CREATE, "InstanceId", instance);
  }

  private static Answer ofUnpaidDisk(ApiWorld api) throws Exception {
    String disk = api.diskOf(api.instance());
    operator(api).arrears(disk, Payment.IN_ARREARS);
    return api.call(CREATE, "DiskId.1", disk);
  }

  private static Answer ofMovingDisk(ApiWorld api) throws Exception {
    String disk = api.diskOf(api.instance());
    operator(api).transfer(disk, true);
    return api.call(CREATE, "DiskId.1", disk);
  }
}
