package dev.stillpoint.control.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillpoint.block.BlockFault;
import dev.stillpoint.catalog.DiskRow;
import dev.stillpoint.catalog.DiskStatus;
import dev.stillpoint.catalog.InstanceStatus;
import dev.stillpoint.control.fault.GroupError;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.fault.SharedError;
import dev.stillpoint.control.foundation.Limit;
import dev.stillpoint.control.foundation.Limits;
import dev.stillpoint.control.instance.RunInstances;
import dev.stillpoint.control.operator.Operator;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Each rule that CreateSnapshotGroup asks of its disks, with its refusal and its permitted
 * neighbour.
 */
class GroupDiskRulesTest extends CreatingGroups {
  @Test
  void thirtyTwoTebibytesAreAGroupAndOneGibibyteMoreIsNot() throws Refusal {
    String instance = calls.instance(0);
    String large = used(instance, 32 * 1024 - 20);
    String small = used(instance, 20);
    String larger = used(instance, 21);
    assertThat(calls.groupOf(large, small)).isNotEmpty();
    refusedWith(
        GroupError.CAPACITY_EXCEED_TOO_MANY_DISKS, call -> call.disks = List.of(large, larger));
  }

  @Test
  void allDisksLieInOneZone() throws Refusal {
    String here = calls.instance(1);
    String there =
        world
            .control()
            .instances()
            .run(
                world.caller(),
                new RunInstances(
                    "cn-hangzhou",
                    "cn-hangzhou-i",
                    "img",
                    "ecs.g7.large",
                    1,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null))
            .getFirst();
    String second = calls.instance(1);
    refusedWith(
        GroupError.INVALID_DISK_IDS_NOT_IN_SAME_ZONE,
        call ->
            call.disks = List.of(calls.disksOf(here).getFirst(), calls.disksOf(there).getFirst()));
    String group =
        create(call ->
            call.disks = List.of(calls.disksOf(here).getFirst(), calls.disksOf(second).getFirst()));
    assertThat(calls.group(group).instanceId()).as("two instances").isEmpty();
  }

  @Test
  void onlyEssdAutoAndEntryDisksCanBeMembers() throws Refusal {
    String instance = calls.instance(0);
    String essd = used(instance, "cloud_essd", 20);
    String auto = used(instance, "cloud_auto", 1);
    String entry = used(instance, "cloud_essd_entry", 10);
    assertThat(calls.groupOf(essd, auto, entry)).isNotEmpty();
    for (String category : List.of("cloud", "cloud_efficiency", "cloud_ssd")) {
      String other = used(instance, category, 20);
      refusedWith(
          GroupError.DISK_CATEGORY_OPERATION_NOT_SUPPORTED,
          call -> call.disks = List.of(essd, other));
    }
  }

  @Test
  void aMultiAttachDiskIsRefused() throws Refusal {
    String instance = calls.instance(2);
    List<String> disks = calls.disksOf(instance);
    // No action makes such a disk yet, so the row is replaced.
    DiskRow row = world.disk(disks.get(1));
    world.catalog().write(tables -> replaceMultiAttach(tables, row, "Enabled"));
    refusedWith(GroupError.INVALID_OPERATION_MULTI_ATTACH_DISK, call -> call.instance = instance);
    assertThat(
            create(call -> {
              call.instance = instance;
              call.exclude = List.of(disks.get(1));
            }))
        .isNotEmpty();
  }

  @Test
  void aDiskThatWasNeverAttachedIsRefused() throws Refusal {
    String disk = calls.disk(20);
    refusedWith(
        GroupError.INCORRECT_DISK_STATUS_NEVER_ATTACHED, call -> call.disks = List.of(disk));
    String instance = calls.instance(0);
    calls.attach(disk, instance);
    calls.detach(disk, instance);
    assertThat(calls.groupOf(disk)).isNotEmpty();
  }

  @Test
  void aDiskThatWasBornEmptyAndNeverExposedIsRefused() throws Refusal {
    String instance = calls.instance(0);
    calls.stop(instance);
    String disk = calls.disk(20);
    calls.attach(disk, instance);
    refusedWith(GroupError.INCORRECT_DISK_STATUS_NEVER_USED, call -> call.disks = List.of(disk));
    calls.start(instance);
    assertThat(calls.groupOf(disk)).as("exposed, though never written").isNotEmpty();
  }

  @Test
  void aDiskWithASnapshotsBytesNeedsNoExposure() throws Refusal {
    String instance = calls.instance(1);
    String snapshot = calls.snapshot(calls.disksOf(instance).getLast());
    calls.stop(instance);
    String clone = calls.disk("cloud_essd", "cn-hangzhou-h", null, snapshot, null);
    refusedWith(
        GroupError.INCORRECT_DISK_STATUS_NEVER_ATTACHED, call -> call.disks = List.of(clone));
    calls.attach(clone, instance);
    assertThat(calls.groupOf(clone)).isNotEmpty();
  }

  @Test
  void theInstanceOfAnAttachedDiskIsRunningOrStopped() throws Refusal {
    String instance = calls.instance(1);
    for (InstanceStatus status : List.of(InstanceStatus.STARTING, InstanceStatus.STOPPING)) {
      setStatus(instance, status);
      refusedWith(GroupError.INCORRECT_INSTANCE_STATUS, call -> call.instance = instance);
    }
    setStatus(instance, InstanceStatus.RUNNING);
    assertThat(create(call -> call.instance = instance)).isNotEmpty();
    calls.stop(instance);
    assertThat(create(call -> call.instance = instance)).isNotEmpty();
  }

  private void setStatus(String instance, InstanceStatus status) {
    world
        .catalog()
        .write(tables -> {
          tables.instances().setStatus(instance, status);
          return status;
        });
  }

  @Test
  void aDiskInTransitionIsRefused() throws Refusal {
    String instance = calls.instance(1);
    String disk = calls.disksOf(instance).getLast();
    setDisk(disk, DiskStatus.REINITING);
    refusedWith(GroupError.INCORRECT_DISK_STATUS, call -> call.disks = List.of(disk));
    setDisk(disk, DiskStatus.IN_USE);
    assertThat(calls.groupOf(disk)).isNotEmpty();
  }

  private void setDisk(String disk, DiskStatus status) {
    world
        .catalog()
        .write(tables -> {
          tables.disks().setStatus(disk, status);
          return status;
        });
  }

  @Test
  void anInstanceThatIsLockedForSecurityRefusesForItsAttachedDisksOnly() throws Refusal {
    String instance = calls.instance(1);
    String disk = calls.disksOf(instance).getLast();
    String detached = used(instance, 20);
    world.control().operator().lock(instance, Operator.LockState.LOCKED);
    refusedWith(GroupError.INSTANCE_LOCKED_FOR_SECURITY, call -> call.disks = List.of(disk));
    assertThat(calls.groupOf(detached)).isNotEmpty();
    world.control().operator().lock(instance, Operator.LockState.UNLOCKED);
    assertThat(calls.groupOf(disk)).isNotEmpty();
  }

  @Test
  void aDiskInArrearsIsRefused() throws Refusal {
    String instance = calls.instance(1);
    String disk = calls.disksOf(instance).getLast();
    world.control().operator().arrears(disk, Operator.Payment.IN_ARREARS);
    refusedWith(GroupError.DISK_IN_ARREARS, call -> call.disks = List.of(disk));
    world.control().operator().arrears(disk, Operator.Payment.PAID);
    assertThat(calls.groupOf(disk)).isNotEmpty();
  }

  @Test
  void aDiskHasAtMostItsQuotaOfManualSnapshots() throws Exception {
    assertThat(Limits.DEFAULT.manualSnapshotsMax()).isEqualTo(256);
    world.restart(Limits.DEFAULT.with(Limit.MANUAL_SNAPSHOTS, 3));
    String instance = calls.instance(2);
    List<String> disks = calls.disksOf(instance);
    calls.snapshot(disks.get(1));
    calls.groupOf(disks.get(1));
    String third = calls.groupOf(disks.get(1));
    refusedWith(
        GroupError.QUOTA_EXCEED_SNAPSHOT, call -> call.disks = List.of(disks.get(2), disks.get(1)));
    refused(GroupError.QUOTA_EXCEED_SNAPSHOT, () -> calls.snapshot(disks.get(1)));
    calls.deleteGroup(third);
    assertThat(calls.groupOf(disks.get(1))).isNotEmpty();
  }

  @Test
  void unfinishedSnapshotsHaveThreeBoundsWithThreeCodes() throws Exception {
    world.upload((_, _) -> {});
    String disk = unfinished(limits(2, 64), 2);
    refusedWith(
        GroupError.QUOTA_EXCEED_CONCURRENT_SNAPSHOT_QUOTA, call -> call.disks = List.of(disk));
    String single = unfinished(limits(1, 64), 1);
    refusedWith(
        GroupError.INCORRECT_DISK_STATUS_CREATING_SNAPSHOT, call -> call.disks = List.of(single));
    String capped = unfinished(limits(10, 2), 2);
    refusedWith(
        GroupError.INCORRECT_DISK_STATUS_TOO_MANY_CREATING_SNAPSHOTS,
        call -> call.disks = List.of(capped));
  }

  private static Limits limits(int unfinished, int cap) {
    return Limits.DEFAULT
        .with(Limit.UNFINISHED_SNAPSHOTS, unfinished)
        .with(Limit.UNFINISHED_CAP, cap);
  }

  /** A disk with so many groups that are still being uploaded. */
  private String unfinished(Limits limits, int count) throws Exception {
    world.restart(limits);
    String disk = calls.disksOf(calls.instance(1)).getLast();
    for (int i = 0; i < count; i++) {
      assertThat(calls.group(calls.groupOf(disk)).status()).isEqualTo("progressing");
    }
    return disk;
  }

  @Test
  void anEngineWithoutRoomFailsTheGroupWhichStaysListedAndHoldsNothing() throws Refusal {
    String disk = calls.disksOf(calls.instance(1)).getLast();
    world.engine().failNext(new BlockFault.OutOfSpace("no segment is free"));
    Refusal full = refused(GroupError.CREATE_SNAPSHOT_FAILED, () -> calls.groupOf(disk));
    assertThat(full)
        .hasMessage("The snapshot could not be made because the pool has no room left.");
    GroupView failed = calls.groups(null).getFirst();
    assertThat(failed.status()).isEqualTo("failed");
    assertThat(failed.members()).noneMatch(GroupView.Member::available);
    assertThat(world.engine().images()).isEmpty();
    calls.deleteGroup(failed.snapshotGroupId());
    assertThat(calls.groups(null)).isEmpty();
    assertThat(calls.groupOf(disk)).isNotEmpty();
  }

  @Test
  void aPoolThatIsOutOfServiceAlreadyFailsTheGroupForGood() throws Refusal {
    String disk = calls.disksOf(calls.instance(1)).getLast();
    world.engine().takeOutOfService();
    assertThat(refused(GroupError.CREATE_SNAPSHOT_FAILED, () -> calls.groupOf(disk)))
        .hasMessageContaining("the pool is out of service");
    assertThat(calls.groups(null).getFirst().status()).isEqualTo("failed");
  }

  @Test
  void aPoolThatGoesOutOfServiceMeanwhileLeavesTheGroupOpen() throws Exception {
    String disk = calls.disksOf(calls.instance(1)).getLast();
    world.engine().failNext(new BlockFault.OutOfService("a sync failed"));
    refused(SharedError.INTERNAL_ERROR, () -> calls.groupOf(disk));
    assertThat(calls.groups(null).getFirst().status()).isEqualTo("progressing");
    world.restart();
    assertThat(calls.groups(null).getFirst().status()).isEqualTo("failed");
  }
}
