package dev.stillpoint.control.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillpoint.block.BlockFault;
import dev.stillpoint.control.fault.DiskChangeError;
import dev.stillpoint.control.fault.DiskError;
import dev.stillpoint.control.fault.GroupError;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.fault.SharedError;
import dev.stillpoint.control.fault.SnapshotError;
import dev.stillpoint.control.operator.Operator;
import dev.stillpoint.control.step.CrashPoint;
import dev.stillpoint.control.world.InAWorld;
import dev.stillpoint.control.world.World;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** ResetDisk and ReInitDisk: the ways back of one disk. */
class DiskReinitTest extends InAWorld {
  private String instance;
  private String disk;

  @BeforeEach
  void aDiskOfAnInstance() throws Exception {
    instance = calls.instance(1);
    disk = calls.disksOf(instance).getLast();
    world.write(disk, 0, 1);
  }

  private void reinit(ReInitDisk request) throws Refusal {
    world.control().diskChanges().reinit(world.caller(), request);
  }

  private String member(String group) throws Refusal {
    return calls.group(group).members().getFirst().snapshotId();
  }

  @Test
  void aDiskThatWasBornEmptyIsEmptyAgainAndThatCanBeUndone() throws Exception {
    String before = calls.snapshot(disk);
    calls.stop(instance);
    String undo = calls.reinit(disk);
    assertThat(world.read(disk, 0)).isZero();
    assertThat(calls.disks(List.of(disk)).getFirst().status()).isEqualTo("In_use");
    assertThat(calls.group(undo).automatic()).isTrue();
    calls.resetOne(disk, member(undo));
    assertThat(world.read(disk, 0)).isEqualTo(1);
    calls.reinit(disk);
    calls.resetOne(disk, before);
    assertThat(world.read(disk, 0)).as("earlier snapshots can still be used").isEqualTo(1);
  }

  @Test
  void aDiskThatBeganWithASnapshotHasItsBytesAgain() throws Exception {
    String source = calls.snapshot(disk);
    String clone = calls.disk("cloud_essd", World.ZONE, 40, source, null);
    calls.attach(clone, instance);
    world.write(clone, 0, 2);
    world.write(clone, (30L << 30) / 4096, 3);
    calls.stop(instance);
    String undo = calls.reinit(clone);
    assertThat(world.read(clone, 0)).isEqualTo(1);
    assertThat(world.read(clone, (30L << 30) / 4096)).isZero();
    calls.resetOne(clone, member(undo));
    assertThat(world.read(clone, 0)).isEqualTo(2);
    calls.deleteSnapshot(source);
    refused(DiskChangeError.INVALID_SOURCE_SNAPSHOT, () -> calls.reinit(clone));
    assertThat(world.read(clone, 0)).isEqualTo(2);
  }

  @Test
  void reinitNeedsAnAttachedDiskAndAStoppedInstance() throws Exception {
    refused(GroupError.INCORRECT_INSTANCE_STATUS_403, () -> calls.reinit(disk));
    calls.detach(disk, instance);
    refused(GroupError.INCORRECT_DISK_STATUS, () -> calls.reinit(disk));
    calls.attach(disk, instance);
    calls.stop(instance);
    Operator operator = world.control().operator();
    operator.lock(instance, Operator.LockState.LOCKED);
    refused(GroupError.INSTANCE_LOCKED_FOR_SECURITY, () -> calls.reinit(disk));
    operator.lock(instance, Operator.LockState.UNLOCKED);
    assertThat(calls.reinit(disk)).startsWith("ssg-");
    refused(GroupError.INVALID_DISK_ID_NOT_FOUND, () -> calls.reinit("d-none"));
  }

  @Test
  void whatCouldNotBeEmptiedIsEmptiedLater() throws Exception {
    calls.stop(instance);
    BlockFault full = new BlockFault.OutOfSpace("no segment is free");
    world.during(CrashPoint.REINIT_FROZEN, () -> world.engine().failNext(full));
    assertThatThrownBy(() -> calls.reinit(disk)).isInstanceOf(Refusal.class);
    assertThat(calls.disks(List.of(disk)).getFirst().status()).isEqualTo("ReIniting");
    assertThat(world.read(disk, 0)).isEqualTo(1);
    world.engine().failNext(full);
    world.control().expiry().step();
    assertThat(calls.disks(List.of(disk)).getFirst().status()).isEqualTo("ReIniting");
    world.pass(Duration.ofMinutes(1));
    world.control().expiry().step();
    assertThat(calls.disks(List.of(disk)).getFirst().status()).isEqualTo("In_use");
    assertThat(world.read(disk, 0)).isZero();
    calls.start(instance);
    calls.stop(instance);
    calls.resetOne(disk, calls.groups(null).getFirst().members().getFirst().snapshotId());
    assertThat(world.read(disk, 0)).isEqualTo(1);
  }

  @Test
  void reinitWaitsForNoSnapshot() throws Exception {
    world.upload((_, _) -> {});
    String snapshot = calls.snapshot(disk);
    calls.stop(instance);
    refused(DiskError.DISK_CREATING_SNAPSHOT, () -> calls.reinit(disk));
    calls.deleteSnapshot(snapshot);
    calls.reinit(disk);
    assertThat(world.read(disk, 0)).isZero();
  }

  @Test
  void theInstanceStartsByItselfWhenAsked() throws Exception {
    calls.stop(instance);
    reinit(new ReInitDisk(disk, "Secret-1", null, true, "Active"));
    assertThat(calls.instanceView(instance).status()).isEqualTo("Running");
    assertThat(world.gate().names()).contains(disk);
  }

  @Test
  void passwordAndStrategyHaveAForm() throws Exception {
    refused(
        DiskChangeError.INVALID_PASSWORD_MALFORMED,
        () -> reinit(new ReInitDisk(disk, "password", null, null, null)));
    refused(
        SharedError.INVALID_PARAMETER,
        () -> reinit(new ReInitDisk(disk, null, null, null, "Perhaps")));
    assertThat(new ReInitDisk(disk, "Secret-1", null, null, null).toString())
        .doesNotContain("Secret");
  }

  @Test
  void aDiskGoesBackToAnySnapshotOfItsOwn() throws Exception {
    String single = calls.snapshot(disk);
    world.write(disk, 0, 2);
    String grouped = member(calls.groupOf(disk));
    world.write(disk, 0, 3);
    calls.stop(instance);
    calls.resetOne(disk, single);
    assertThat(world.read(disk, 0)).isEqualTo(1);
    String undo = calls.resetOne(disk, grouped);
    assertThat(world.read(disk, 0)).isEqualTo(2);
    assertThat(calls.group(undo).description()).contains("before they went back to ssg-");
  }

  @Test
  void resetIsRefusedByItsRules() throws Exception {
    String other = calls.disk(20);
    calls.attach(other, instance);
    String foreign = calls.snapshot(other);
    String own = calls.snapshot(disk);
    refused(GroupError.INCORRECT_INSTANCE_STATUS_403, () -> calls.resetOne(disk, own));
    calls.stop(instance);
    refused(DiskError.INVALID_PARAMETER_MISMATCH, () -> calls.resetOne(disk, foreign));
    calls.detach(other, instance);
    calls.deleteDisk(other);
    refused(DiskChangeError.DISK_NOT_FOUND, () -> calls.resetOne(disk, foreign));
    refused(SnapshotError.INVALID_SNAPSHOT_ID_NOT_FOUND, () -> calls.resetOne(disk, "s-bp1nobody"));
    refused(GroupError.INVALID_DISK_ID_NOT_FOUND, () -> calls.resetOne("d-none", own));
    world.write(disk, 0, 5);
    refused(
        SharedError.DRY_RUN_OPERATION,
        () -> world.control().diskChanges().reset(world.caller(), new ResetDisk(disk, own, true)));
    assertThat(world.read(disk, 0)).isEqualTo(5);
    calls.resetOne(disk, own);
    assertThat(world.read(disk, 0)).isEqualTo(1);
  }

  @Test
  void aDiskThatIsNotEmptiedToTheEndStaysWithItsInstanceUntilItIs() throws Exception {
    calls.stop(instance);
    world.breakAt(CrashPoint.REINIT_FROZEN, new IllegalStateException("a mistake"));
    assertThatThrownBy(() -> calls.reinit(disk)).isInstanceOf(IllegalStateException.class);
    refused(GroupError.INCORRECT_DISK_STATUS, () -> calls.deleteInstance(instance));
    refused(GroupError.INCORRECT_DISK_STATUS, () -> calls.detach(disk, instance));
    world.restart();
    assertThat(world.read(disk, 0)).isZero();
    assertThat(calls.disks(List.of(disk)).getFirst().status()).isEqualTo("In_use");
    calls.deleteInstance(instance);
  }
}
