package dev.stillpoint.control.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.fault.SharedError;
import dev.stillpoint.control.fault.SnapshotError;
import dev.stillpoint.control.port.SnapshotUpload;
import dev.stillpoint.control.request.ItemOutcome;
import dev.stillpoint.control.world.InAWorld;
import dev.stillpoint.control.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Locks: what they allow in which phase, and whom they hold off. */
class SnapshotLocksTest extends InAWorld {
  private String instance;
  private String disk;
  private String snapshot;

  @BeforeEach
  void aSnapshot() throws Exception {
    instance = calls.instance(1);
    disk = calls.disksOf(instance).get(1);
    snapshot = calls.snapshot(disk);
  }

  private SnapshotLockView lock(int days, int coolOffHours) throws Refusal {
    return lock(snapshot, days, coolOffHours, null, null);
  }

  private SnapshotLockView lock(String id, int days, int coolOffHours, String token, Boolean dryRun)
      throws Refusal {
    return world
        .control()
        .snapshotLocks()
        .lock(
            world.caller(),
            new LockSnapshot(World.REGION, id, "compliance", days, coolOffHours, token, dryRun));
  }

  private void unlock(String id, Boolean dryRun) throws Refusal {
    world
        .control()
        .snapshotLocks()
        .unlock(world.caller(), new UnlockSnapshot(World.REGION, id, null, dryRun));
  }

  private List<String> locked(String status) throws Refusal {
    return world
        .control()
        .snapshotLocks()
        .describe(
            world.caller(),
            new DescribeLockedSnapshots(World.REGION, null, status, null, null, null))
        .items()
        .stream()
        .map(SnapshotLockView::snapshotId)
        .toList();
  }

  private void assertKept() {
    refused(
        SnapshotError.INVALID_OPERATION_SNAPSHOT_LOCKED,
        () -> world.control().snapshots().delete(world.caller(), snapshot, true));
  }

  private void retain(String id, int days) throws Refusal {
    world
        .control()
        .snapshots()
        .modify(world.caller(), new ModifySnapshotAttribute(id, null, null, days, null));
  }

  @Test
  void inCoolOffALockIsReplacedAsAWholeAndCanBeTakenAway() throws Exception {
    SnapshotLockView first = lock(10, 5);
    assertThat(first.status()).isEqualTo("compliance-cooloff");
    world.pass(Duration.ofHours(4));
    SnapshotLockView second = lock(3, 2);
    assertThat(second.creationTime()).isEqualTo(first.creationTime().plus(Duration.ofHours(4)));
    assertThat(second.expiryTime())
        .isEqualTo(second.creationTime().plus(Duration.ofDays(3)))
        .isBefore(first.expiryTime());
    assertKept();
    unlock(snapshot, null);
    refused(SnapshotError.INVALID_SNAPSHOT_LOCK_NOT_FOUND, () -> unlock(snapshot, null));
    calls.deleteSnapshot(snapshot);
  }

  @Test
  void afterCoolOffALockCanBeMadeLongerOnly() throws Exception {
    SnapshotLockView first = lock(10, 1);
    world.pass(Duration.ofHours(1));
    assertThat(locked("compliance")).containsExactly(snapshot);
    refused(SnapshotError.INVALID_OPERATION_COOL_OFF_PERIOD_EXPIRED, () -> unlock(snapshot, null));
    refused(SnapshotError.INVALID_OPERATION_COOL_OFF_PERIOD_EXPIRED, () -> lock(9, 0));
    refused(SnapshotError.INVALID_OPERATION_COOL_OFF_PERIOD_EXPIRED, () -> lock(20, 1));
    assertKept();
    SnapshotLockView longer = lock(20, 0);
    assertThat(longer.status()).isEqualTo("compliance");
    assertThat(longer.startTime()).isEqualTo(first.startTime());
    assertThat(longer.expiryTime()).isEqualTo(first.startTime().plus(Duration.ofDays(20)));
  }

  @Test
  void anExpiredLockIsAsIfItHadNeverBeen() throws Exception {
    lock(1, 0);
    world.pass(Duration.ofDays(1));
    assertThat(locked("expired")).containsExactly(snapshot);
    refused(SnapshotError.INVALID_SNAPSHOT_LOCK_NOT_FOUND, () -> unlock(snapshot, null));
    assertThat(lock(1, 2).status()).isEqualTo("compliance-cooloff");
    unlock(snapshot, null);
    calls.deleteSnapshot(snapshot);
  }

  @Test
  void theDaysOfASnapshotInCreationCountFromItsCompletion() throws Exception {
    List<Runnable> held = new ArrayList<>();
    world.upload((items, progress) ->
        held.add(() ->
            progress.reached(items.stream().map(SnapshotUpload.Item::snapshotId).toList(), 100)));
    String creating = calls.snapshot(disk);
    SnapshotLockView lock = lock(creating, 1, 0, null, null);
    assertThat(lock.startTime()).isNull();
    assertThat(lock.expiryTime()).isNull();
    world.pass(Duration.ofDays(3));
    refused(SnapshotError.INVALID_OPERATION_SNAPSHOT_LOCKED, () -> calls.deleteSnapshot(creating));
    held.forEach(Runnable::run);
    assertThat(locked("compliance")).containsExactly(creating);
    world.pass(Duration.ofHours(23));
    refused(SnapshotError.INVALID_OPERATION_SNAPSHOT_LOCKED, () -> calls.deleteSnapshot(creating));
    world.pass(Duration.ofHours(1));
    calls.deleteSnapshot(creating);
  }

  @Test
  void aLockSurvivesARestart() throws Exception {
    lock(2, 0);
    world.restart();
    assertKept();
    world.pass(Duration.ofDays(2));
    calls.deleteSnapshot(snapshot);
  }

  @Test
  void theEndOfItsTimeWaitsForTheLock() throws Exception {
    retain(snapshot, 5);
    world.pass(Duration.ofDays(3));
    lock(4, 0);
    world.pass(Duration.ofDays(3));
    assertThat(world.control().expiry().step()).isZero();
    assertThat(calls.snapshots(List.of(snapshot))).hasSize(1);
    world.pass(Duration.ofDays(1));
    assertThat(world.control().expiry().step()).isEqualTo(1);
    assertThat(calls.snapshots(List.of(snapshot))).isEmpty();
  }

  @Test
  void aGroupKeepsItsLockedMemberAndGoesWithTheLast() throws Exception {
    String group = calls.groupOf(calls.disksOf(instance).toArray(String[]::new));
    String kept = calls.group(group).members().getFirst().snapshotId();
    lock(kept, 1, 0, null, null);
    List<ItemOutcome> outcomes =
        world.control().groups().delete(world.caller(), World.REGION, group);
    assertThat(outcomes).hasSize(2).filteredOn(ItemOutcome::success).hasSize(1);
    assertThat(outcomes)
        .filteredOn(outcome -> outcome.snapshotId().equals(kept))
        .extracting(ItemOutcome::errorCode)
        .containsExactly("InvalidOperation.SnapshotLocked");
    assertThat(calls.group(group).members()).hasSize(1);
    assertThat(calls.group(group).status()).isEqualTo("accomplished");
    world.pass(Duration.ofDays(1));
    calls.deleteGroup(group);
    assertThat(calls.groups(List.of(group))).isEmpty();
  }

  @Test
  void theGroupThatUndoesARollbackKeepsItsLockedMember() throws Exception {
    String group = calls.groupOf(disk);
    calls.stop(instance);
    String undo = calls.reset(disk, calls.group(group).members().getFirst().snapshotId());
    String kept = calls.group(undo).members().getFirst().snapshotId();
    lock(kept, 30, 0, null, null);
    world.pass(Duration.ofDays(8));
    assertThat(world.control().expiry().step()).isZero();
    assertThat(calls.group(undo).members()).hasSize(1);
    world.pass(Duration.ofDays(22));
    assertThat(world.control().expiry().step()).isEqualTo(1);
  }

  @Test
  void theDeletionOfItsDiskAndItsInstanceLeavesALockedSnapshot() throws Exception {
    lock(1, 0);
    calls.deleteInstance(instance);
    assertThat(calls.snapshots(List.of(snapshot))).hasSize(1);
    assertKept();
  }

  @Test
  void whatALockMayBe() throws Exception {
    retain(snapshot, 10);
    refused(SnapshotError.INVALID_LOCK_DURATION_EXCEED_RETENTION_DAYS, () -> lock(10, 0));
    refused(SnapshotError.INVALID_COOL_OFF_PERIOD_EXCEED_LOCK_DURATION, () -> lock(1, 24));
    refused(SharedError.INVALID_PARAMETER, () -> lock(0, 0));
    refused(SharedError.INVALID_PARAMETER, () -> lock(36_501, 0));
    refused(SharedError.INVALID_PARAMETER, () -> lock(9, 73));
    refused(SnapshotError.INVALID_SNAPSHOT_ID_NOT_FOUND, () -> lock("s-bp1none", 1, 0, null, null));
    refused(SharedError.DRY_RUN_OPERATION, () -> lock(snapshot, 9, 0, null, true));
    assertThat(locked(null)).isEmpty();
    assertThat(lock(9, 23).status()).isEqualTo("compliance-cooloff");
    refused(SharedError.DRY_RUN_OPERATION, () -> unlock(snapshot, true));
    assertThat(locked(null)).containsExactly(snapshot);
  }

  @Test
  void aRepeatedRequestIsAnsweredAsTheFirstTime() throws Exception {
    SnapshotLockView first = lock(snapshot, 9, 1, "once", null);
    world.pass(Duration.ofMinutes(1));
    lock(snapshot, 5, 1, "other", null);
    assertThat(lock(snapshot, 9, 1, "once", null)).isEqualTo(first);
    refused(SharedError.IDEMPOTENT_PARAMETER_MISMATCH, () -> lock(snapshot, 8, 1, "once", null));
  }

  @Test
  void retentionOnlyGrowsAndNeverEndsBeforeTheLock() throws Exception {
    world.pass(Duration.ofDays(2));
    refused(
        SnapshotError.INVALID_OPERATION_DECREASE_RETENTION_DAYS_UNSUPPORTED,
        () -> retain(snapshot, 2));
    lock(10, 0);
    refused(
        SnapshotError.INVALID_RETENTION_DAYS_LESS_THAN_LOCK_EXPIRED_TIME,
        () -> retain(snapshot, 11));
    retain(snapshot, 12);
    refused(
        SnapshotError.INVALID_OPERATION_DECREASE_RETENTION_DAYS_UNSUPPORTED,
        () -> retain(snapshot, 11));
    retain(snapshot, 13);
    world.pass(Duration.ofDays(10));
    assertThat(world.control().expiry().step()).isZero();
    world.pass(Duration.ofDays(1));
    assertThat(world.control().expiry().step()).isEqualTo(1);
  }

  @Test
  void aDiskMadeFromItKeepsNoSnapshotFromDeletionButItsOwnReinitialisation() throws Exception {
    String clone = calls.disk("cloud_essd", World.ZONE, null, snapshot, null);
    world.control().snapshots().delete(world.caller(), snapshot, false);
    assertThat(calls.snapshots(List.of(snapshot))).isEmpty();
    assertThat(calls.disks(List.of(clone)).getFirst().sourceSnapshotId()).isEqualTo(snapshot);
  }

  @Test
  void deletionCancelsAnUploadUnderWay() throws Exception {
    world.upload((items, progress) -> {});
    String creating = calls.snapshot(disk);
    assertThat(calls.snapshots(List.of(creating)).getFirst().status()).isEqualTo("progressing");
    refused(SnapshotError.INVALID_SNAPSHOT_ID_NOT_READY_400, () -> retain(creating, 9));
    calls.deleteSnapshot(creating);
    assertThat(calls.snapshots(List.of(creating))).isEmpty();
  }
}
