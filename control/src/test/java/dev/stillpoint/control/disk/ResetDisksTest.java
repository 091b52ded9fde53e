package dev.stillpoint.control.disk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillpoint.block.BlockFault;
import dev.stillpoint.control.fault.DiskError;
import dev.stillpoint.control.fault.GroupError;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.fault.SharedError;
import dev.stillpoint.control.fault.SnapshotError;
import dev.stillpoint.control.group.GroupView;
import dev.stillpoint.control.world.Calls.GroupCall;
import dev.stillpoint.control.world.InAWorld;
import dev.stillpoint.control.world.World;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The rollback of several disks at once. */
class ResetDisksTest extends InAWorld {
  private String instance;
  private List<String> disks;
  private String group;

  @BeforeEach
  void aGroupOfTwoDisks() throws Exception {
    instance = calls.instance(2);
    disks = calls.disksOf(instance).subList(1, 3);
    write(1);
    GroupCall call = new GroupCall();
    call.disks = disks;
    group = calls.group(call);
    write(2);
    calls.stop(instance);
  }

  private void write(int value) throws BlockFault {
    for (String disk : disks) {
      world.write(disk, 0, value);
    }
  }

  private List<Integer> read() throws BlockFault {
    return List.of(world.read(disks.get(0), 0), world.read(disks.get(1), 0));
  }

  private List<DiskReset> to(String target) throws Exception {
    return calls.group(target).members().stream()
        .map(member -> new DiskReset(member.sourceDiskId(), member.snapshotId()))
        .toList();
  }

  @Test
  void disksGoBackAndTheAbandonedPresentIsAGroupThatUndoesIt() throws Exception {
    String undo = calls.reset(to(group));
    assertThat(read()).containsExactly(1, 1);
    GroupView kept = calls.group(undo);
    assertThat(kept.automatic()).isTrue();
    assertThat(kept.status()).isEqualTo("accomplished");
    assertThat(kept.expiryTime()).isEqualTo(kept.creationTime().plus(Duration.ofDays(7)));
    String redo = calls.reset(to(undo));
    assertThat(read()).containsExactly(2, 2);
    assertThat(redo).isNotEqualTo(undo);
    calls.start(instance);
    assertThat(calls.disks(disks)).allMatch(disk -> disk.status().equals("In_use"));
  }

  @Test
  void aSubsetOfTheGroupMayGoBack() throws Exception {
    calls.reset(List.of(to(group).getFirst()));
    assertThat(read()).containsExactly(1, 2);
  }

  @Test
  void theInstanceMustBeStopped() throws Exception {
    calls.start(instance);
    List<DiskReset> orders = to(group);
    refused(GroupError.INCORRECT_INSTANCE_STATUS_403, () -> calls.reset(orders));
    calls.stop(instance);
    assertThat(calls.reset(orders)).isNotEmpty();
  }

  @Test
  void anAvailableDiskMayGoBack() throws Exception {
    for (String disk : disks) {
      calls.detach(disk, instance);
    }
    calls.reset(to(group));
    assertThat(read()).containsExactly(1, 1);
    assertThat(calls.disks(disks)).allMatch(disk -> disk.status().equals("Available"));
  }

  @Test
  void snapshotsAreOfTheirDisksAndOfOneGroup() throws Exception {
    List<DiskReset> orders = to(group);
    refused(
        DiskError.INVALID_PARAMETER_MISMATCH,
        () ->
            calls.reset(
                List.of(
                    new DiskReset(disks.get(0), orders.get(1).snapshotId()),
                    new DiskReset(disks.get(1), orders.get(0).snapshotId()))));
    String other = calls.groupOf(disks.get(1));
    refused(
        DiskError.INVALID_PARAMETER_MISMATCH,
        () -> calls.reset(List.of(orders.get(0), to(other).getFirst())));
    String single = calls.snapshot(disks.get(0));
    refused(
        DiskError.INVALID_PARAMETER_MISMATCH,
        () -> calls.reset(List.of(new DiskReset(disks.get(0), single))));
    assertThat(read()).containsExactly(2, 2);
  }

  @Test
  void aDiskThatWasMadeFromASnapshotGoesBackToNoneOfTheOthersDisks() throws Exception {
    String from = to(group).getFirst().snapshotId();
    String clone = calls.disk("cloud_essd", World.ZONE, null, from, null);
    String sibling = calls.disk("cloud_essd", World.ZONE, null, from, null);
    calls.start(instance);
    calls.attach(sibling, instance);
    String ofSibling = calls.snapshot(sibling);
    for (String snapshot : List.of(ofSibling, from)) {
      refused(
          DiskError.INVALID_PARAMETER_MISMATCH,
          () -> calls.reset(List.of(new DiskReset(clone, snapshot))));
    }
    assertThat(calls.disks(List.of(clone))).allMatch(disk -> disk.status().equals("Available"));
  }

  @Test
  void everythingIsCheckedBeforeAnythingChanges() throws Exception {
    List<DiskReset> orders = to(group);
    refused(
        SnapshotError.INVALID_SNAPSHOT_ID_NOT_FOUND,
        () -> calls.reset(List.of(orders.get(0), new DiskReset(disks.get(1), "s-bp1nobody"))));
    refused(
        GroupError.INVALID_DISK_ID_NOT_FOUND,
        () -> calls.reset(List.of(orders.get(0), new DiskReset("d-bp1nobody", "s-bp1nobody"))));
    refused(
        SharedError.INVALID_PARAMETER, () -> calls.reset(List.of(orders.get(0), orders.get(0))));
    refused(SharedError.MISSING_PARAMETER, () -> calls.reset(List.of()));
    assertThat(read()).containsExactly(2, 2);
    assertThat(calls.groups(null)).hasSize(1);
  }

  @Test
  void aDryRunChecksAndChangesNothing() throws Exception {
    ResetDisks dry = new ResetDisks(World.REGION, to(group), true);
    refused(
        SharedError.DRY_RUN_OPERATION, () -> world.control().disks().reset(world.caller(), dry));
    assertThat(read()).containsExactly(2, 2);
    assertThat(calls.groups(null)).hasSize(1);
  }

  @Test
  void anEngineThatCannotLeavesEverythingAsItWas() throws Exception {
    List<DiskReset> orders = to(group);
    world.engine().failNext(new BlockFault.OutOfSpace("no segment is free"));
    Refusal full = refused(DiskError.OPERATION_DENIED, () -> calls.reset(orders));
    assertThat(full.getMessage()).doesNotContain("segment");
    assertThat(read()).containsExactly(2, 2);
    assertThat(calls.groups(null)).hasSize(1);
    assertThat(calls.disks(disks)).allMatch(disk -> disk.status().equals("In_use"));
  }

  @Test
  void theUndoGroupCountsForNoQuotaAndGoesAfterItsTime() throws Exception {
    String undo = calls.reset(to(group));
    assertThat(
            world
                .catalog()
                .<Integer, RuntimeException>read(t -> t.snapshots().manualOf(disks.get(0))))
        .isEqualTo(1);
    world.pass(Duration.ofDays(7).minusSeconds(1));
    world.control().expiry().step();
    assertThat(calls.groups(List.of(undo))).hasSize(1);
    world.pass(Duration.ofSeconds(1));
    assertThat(world.control().expiry().step()).isEqualTo(1);
    assertThat(calls.groups(List.of(undo))).isEmpty();
    assertThat(calls.groups(null)).hasSize(1);
  }

  @Test
  void aDiskWithAnUnfinishedSnapshotDoesNotGoBack() throws Exception {
    List<DiskReset> orders = to(group);
    world.upload((_, _) -> {});
    String running = calls.snapshot(disks.get(0));
    refused(DiskError.INCORRECT_DISK_STATUS_HAS_UNFINISHED_SNAPSHOT, () -> calls.reset(orders));
    refused(
        SnapshotError.INVALID_SNAPSHOT_ID_NOT_READY,
        () -> calls.reset(List.of(new DiskReset(disks.get(0), running))));
    calls.deleteSnapshot(running);
    assertThat(calls.reset(orders)).isNotEmpty();
  }
}
