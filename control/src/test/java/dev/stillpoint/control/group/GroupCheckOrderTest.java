package dev.stillpoint.control.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillpoint.block.VolumeId;
import dev.stillpoint.catalog.DiskStatus;
import dev.stillpoint.catalog.InstanceStatus;
import dev.stillpoint.control.fault.GroupError;
import dev.stillpoint.control.fault.SharedError;
import dev.stillpoint.control.foundation.Limit;
import dev.stillpoint.control.foundation.Limits;
import dev.stillpoint.control.operator.Operator.LockState;
import dev.stillpoint.control.operator.Operator.Payment;
import dev.stillpoint.control.world.Calls.GroupCall;
import dev.stillpoint.control.world.Mending;
import dev.stillpoint.control.world.World;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** In which order CreateSnapshotGroup checks. */
class GroupCheckOrderTest extends CreatingGroups {
  private final GroupCall call = new GroupCall();

  @Test
  void theRequestComesFirstThenTheDisksTogetherThenEachThenTheResourceGroup() throws Throwable {
    String instance = calls.instance(1);
    String token = tokenOfAnotherCall(instance);
    calls.stop(instance);
    String each = calls.disk(20);
    String extra = calls.disk(20);
    String large = calls.disk(200);
    String elsewhere = calls.disk("cloud_essd", "cn-hangzhou-i", 20, null, null);
    String plain = calls.disk("cloud_efficiency", World.ZONE, 20, null, null);
    String shared = calls.disk(20);
    world.restart(limits(5, 100, 0));
    world.catalog().write(t -> replaceMultiAttach(t, world.disk(shared), "Enabled"));
    setDisk(each, DiskStatus.REINITING);
    call.name = "automatic";
    call.region = "cn-beijing";
    call.token = token;
    call.exclude = List.of("d-bp1nobody");
    call.disks =
        new ArrayList<>(List.of(each, shared, plain, elsewhere, large, extra, "d-bp1nobody"));
    call.resourceGroup = "rg-nobody";

    Mending.rowByRow(
        () -> calls.group(call),
        new Mending(GroupError.INVALID_SNAPSHOT_NAME_MALFORMED, () -> call.name = "named"),
        new Mending(SharedError.INVALID_REGION_ID_NOT_FOUND, () -> call.region = World.REGION),
        new Mending(SharedError.IDEMPOTENT_PARAMETER_MISMATCH, () -> call.token = "fresh"),
        new Mending(
            GroupError.INVALID_PARAM_EXCLUDE_DISK_IDS_AND_DISK_IDS_CONFLICT,
            () -> call.exclude = List.of()),
        new Mending(GroupError.INVALID_DISK_ID_NOT_FOUND, () -> call.disks.remove("d-bp1nobody")),
        new Mending(GroupError.NUMBER_EXCEED_TOO_MANY_DISKS, () -> call.disks.remove(extra)),
        new Mending(GroupError.CAPACITY_EXCEED_TOO_MANY_DISKS, () -> call.disks.remove(large)),
        new Mending(
            GroupError.INVALID_DISK_IDS_NOT_IN_SAME_ZONE, () -> call.disks.remove(elsewhere)),
        new Mending(
            GroupError.DISK_CATEGORY_OPERATION_NOT_SUPPORTED, () -> call.disks.remove(plain)),
        new Mending(
            GroupError.INVALID_OPERATION_MULTI_ATTACH_DISK, () -> call.disks.remove(shared)),
        new Mending(GroupError.INCORRECT_DISK_STATUS, () -> setDisk(each, DiskStatus.AVAILABLE)),
        new Mending(
            GroupError.INCORRECT_DISK_STATUS_NEVER_ATTACHED, () -> calls.attach(each, instance)),
        new Mending(GroupError.INCORRECT_DISK_STATUS_NEVER_USED, () -> calls.start(instance)),
        new Mending(GroupError.QUOTA_EXCEED_SNAPSHOT, () -> world.restart(Limits.DEFAULT)),
        new Mending(SharedError.INVALID_RESOURCE_GROUP_NOT_FOUND, () -> call.resourceGroup = null));
    assertThat(world.engine().groups()).as("the other call's and this one").hasSize(2);
  }

  @Test
  void ofAnAttachedDiskTheInstanceComesBeforeItsUseAndMoneyBeforeTheQuota() throws Throwable {
    String instance = calls.instance(0);
    calls.stop(instance);
    String disk = calls.disk(20);
    calls.attach(disk, instance);
    world.restart(limits(5, 100, 0));
    setDisk(disk, DiskStatus.REINITING);
    setInstance(instance, InstanceStatus.STARTING);
    world.control().operator().lock(instance, LockState.LOCKED);
    world.control().operator().arrears(disk, Payment.IN_ARREARS);
    world.control().operator().transfer(disk, true);
    world.control().operator().deviceFaults().failed(new VolumeId(world.disk(disk).volume()));
    call.disks = List.of(disk);

    Mending.rowByRow(
        () -> calls.group(call),
        new Mending(GroupError.INCORRECT_DISK_STATUS, () -> setDisk(disk, DiskStatus.IN_USE)),
        new Mending(
            GroupError.INCORRECT_DISK_STATUS_TRANSFERRING,
            () -> world.control().operator().transfer(disk, false)),
        new Mending(
            GroupError.INCORRECT_INSTANCE_STATUS,
            () -> setInstance(instance, InstanceStatus.STOPPED)),
        new Mending(
            GroupError.INSTANCE_LOCKED_FOR_SECURITY,
            () -> world.control().operator().lock(instance, LockState.UNLOCKED)),
        new Mending(
            GroupError.INCORRECT_DISK_STATUS_INVALID,
            () -> {
              calls.start(instance);
              calls.stop(instance);
            }),
        new Mending(
            GroupError.DISK_IN_ARREARS,
            () -> world.control().operator().arrears(disk, Payment.PAID)),
        new Mending(GroupError.QUOTA_EXCEED_SNAPSHOT, () -> world.restart(Limits.DEFAULT)));
  }

  private String tokenOfAnotherCall(String instance) throws Exception {
    GroupCall other = new GroupCall();
    other.instance = instance;
    other.token = "taken";
    calls.group(other);
    return other.token;
  }

  private static Limits limits(int disks, int gib, int manualSnapshots) {
    return Limits.DEFAULT
        .with(Limit.GROUP_DISKS, disks)
        .with(Limit.GROUP_GIB, gib)
        .with(Limit.MANUAL_SNAPSHOTS, manualSnapshots);
  }

  private void setDisk(String disk, DiskStatus status) {
    world
        .catalog()
        .write(tables -> {
          tables.disks().setStatus(disk, status);
          return status;
        });
  }

  private void setInstance(String instance, InstanceStatus status) {
    world
        .catalog()
        .write(tables -> {
          tables.instances().setStatus(instance, status);
          return status;
        });
  }
}
