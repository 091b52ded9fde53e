package dev.stillpoint.control.disk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillpoint.block.BlockFault;
import dev.stillpoint.block.VolumeId;
import dev.stillpoint.control.fault.DiskError;
import dev.stillpoint.control.fault.GroupError;
import dev.stillpoint.control.fault.InstanceError;
import dev.stillpoint.control.fault.KeyError;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.fault.SharedError;
import dev.stillpoint.control.fault.SnapshotError;
import dev.stillpoint.control.operator.Operator;
import dev.stillpoint.control.world.InAWorld;
import dev.stillpoint.control.world.World;
import java.util.List;
import org.junit.jupiter.api.Test;

/** CreateDisk, AttachDisk, DetachDisk, DeleteDisk. */
class DiskLifeTest extends InAWorld {
  private DiskView view(String disk) throws Refusal {
    return calls.disks(List.of(disk)).getFirst();
  }

  @Test
  void aNewDiskIsAvailableAndEmpty() throws Exception {
    String disk = calls.disk(20);
    DiskView view = view(disk);
    assertThat(disk).matches("d-bp1[a-z0-9]{17}");
    assertThat(view.status()).isEqualTo("Available");
    assertThat(view.performanceLevel()).isEqualTo("PL1");
    assertThat(view.type()).isEqualTo("data");
    assertThat(view.instanceId()).isEmpty();
    assertThat(view.deleteAutoSnapshot()).isTrue();
    assertThat(world.read(disk, 0)).isZero();
    assertThat(world.gate().names()).isEmpty();
  }

  @Test
  void theSizeKeepsTheRangeOfItsCategory() throws Exception {
    sizes("cloud", 5, 2000);
    sizes("cloud_efficiency", 20, 32768);
    sizes("cloud_ssd", 20, 32768);
    sizes("cloud_essd", 20, 65536);
    sizes("cloud_auto", 1, 65536);
    sizes("cloud_essd_entry", 10, 32768);
  }

  private void sizes(String category, int min, int max) throws Refusal {
    for (int bad : List.of(min - 1, max + 1)) {
      refused(
          DiskError.INVALID_SIZE_VALUE_NOT_SUPPORTED,
          () -> calls.disk(category, World.ZONE, bad, null, null));
    }
    for (int good : List.of(min, max)) {
      assertThat(view(calls.disk(category, World.ZONE, good, null, null)).sizeGib())
          .isEqualTo(good);
    }
  }

  @Test
  void categoriesAreKnown() throws Exception {
    refused(
        DiskError.INVALID_DISK_CATEGORY_VALUE_NOT_SUPPORTED,
        () -> calls.disk("floppy", World.ZONE, 20, null, null));
    assertThat(view(calls.disk(null, World.ZONE, 20, null, null)).category()).isEqualTo("cloud");
  }

  @Test
  void zoneAndSizeAreRequired() {
    refused(SharedError.MISSING_PARAMETER, () -> calls.disk("cloud_essd", null, 20, null, null));
    refused(
        SharedError.MISSING_PARAMETER,
        () -> calls.disk("cloud_essd", World.ZONE, null, null, null));
    refused(
        SharedError.INVALID_ZONE_ID_NOT_FOUND,
        () -> calls.disk("cloud_essd", "cn-hangzhou-z", 20, null, null));
  }

  private CreateDisk with(
      String level, Long iops, Boolean encrypted, String key, String multiAttach) {
    return new CreateDisk(
        World.REGION,
        World.ZONE,
        null,
        "cloud_essd",
        500,
        null,
        level,
        iops,
        null,
        encrypted,
        key,
        null,
        multiAttach,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  private String create(CreateDisk request) throws Refusal {
    return world.control().disks().create(world.caller(), request);
  }

  @Test
  void whatHasNoFeatureBehindItIsRefused() throws Exception {
    refused(
        KeyError.INVALID_PARAMETER_KMS_KEY_ID_NOT_FOUND,
        () -> create(with(null, null, true, "key", null)));
    refused(
        DiskError.INVALID_PARAMETER_ENCRYPTED_ILLEGAL,
        () -> create(with(null, null, false, "key", null)));
    refused(
        DiskError.INVALID_PARAMETER_MULTI_ATTACH,
        () -> create(with(null, null, null, null, "Maybe")));
    refused(
        DiskError.PROVISIONED_IOPS_FOR_DISK_CATEGORY_UNSUPPORTED,
        () -> create(with(null, 100L, null, null, null)));
    refused(
        DiskError.INVALID_PERFORMANCE_LEVEL_MALFORMED,
        () -> create(with("PL9", null, null, null, null)));
    assertThat(view(create(with("PL2", null, false, null, "Disabled"))).performanceLevel())
        .isEqualTo("PL2");
    refused(
        DiskError.INVALID_SIZE_VALUE_NOT_SUPPORTED,
        () -> create(with("PL3", null, null, null, null)));
  }

  @Test
  void aDiskBeginsWithASnapshotsBytesAndOwnsThem() throws Exception {
    String source = calls.disksOf(calls.instance(1)).getLast();
    world.write(source, 3, 7);
    String snapshot = calls.snapshot(source);
    world.write(source, 3, 9);
    String clone = calls.disk("cloud_essd", World.ZONE, 30, snapshot, null);
    String small = calls.disk("cloud_auto", World.ZONE, 1, snapshot, null);
    assertThat(view(small).sizeGib())
        .as("a smaller size is raised to the snapshot's")
        .isEqualTo(20);
    assertThat(view(clone).sizeGib()).isEqualTo(30);
    assertThat(view(clone).sourceSnapshotId()).isEqualTo(snapshot);
    assertThat(calls.snapshots(List.of(snapshot)).getFirst().usage()).isEqualTo("disk");
    calls.deleteSnapshot(snapshot);
    assertThat(world.read(clone, 3)).isEqualTo(7);
    assertThat(world.read(source, 3)).isEqualTo(9);
  }

  @Test
  void aSnapshotOfASystemDiskOrOneThatIsGoneMakesNoDisk() throws Exception {
    String system = calls.disksOf(calls.instance(0)).getFirst();
    String snapshot = calls.snapshot(system);
    refused(
        SnapshotError.INVALID_SNAPSHOT_ID_NOT_DATA_DISK_SNAPSHOT,
        () -> calls.disk("cloud_essd", World.ZONE, null, snapshot, null));
    calls.deleteSnapshot(snapshot);
    refused(
        SnapshotError.INVALID_SNAPSHOT_ID_NOT_FOUND,
        () -> calls.disk("cloud_essd", World.ZONE, null, snapshot, null));
  }

  @Test
  void anEngineThatCannotLeavesNothingBehind() throws Exception {
    world.engine().failNext(new BlockFault.OutOfSpace("no segment is free"));
    Refusal full =
        refused(
            DiskError.QUOTA_EXCEED_DISK_CAPACITY,
            () -> calls.disk("cloud_essd", World.ZONE, 20, null, "t"));
    assertThat(full).hasMessage("The pool has no room for another disk.");
    assertThat(calls.disks(null)).isEmpty();
    assertThat(calls.disk("cloud_essd", World.ZONE, 20, null, "t")).isNotEmpty();
  }

  @Test
  void anExportExistsWhileTheDiskIsAttachedToARunningInstance() throws Exception {
    String instance = calls.instance(0);
    String disk = calls.disk(20);
    calls.attach(disk, instance);
    assertThat(world.gate().names()).contains(disk);
    assertThat(view(disk).status()).isEqualTo("In_use");
    assertThat(view(disk).device()).isEqualTo("/dev/xvdb");
    calls.detach(disk, instance);
    assertThat(world.gate().names()).doesNotContain(disk);
    assertThat(world.gate().ended()).containsExactly(disk + " GRACEFUL");
    assertThat(view(disk).status()).isEqualTo("Available");
    calls.stop(instance);
    calls.attach(disk, instance);
    assertThat(world.gate().names()).isEmpty();
    calls.start(instance);
    assertThat(world.gate().names()).contains(disk);
  }

  @Test
  void attachingIsRefusedForItsReasons() throws Exception {
    String instance = calls.instance(1);
    String disk = calls.disk(20);
    String elsewhere = calls.disk("cloud_essd", "cn-hangzhou-j", 20, null, null);
    refused(
        DiskError.INVALID_DISK_IN_USE,
        () -> calls.attach(calls.disksOf(instance).getLast(), instance));
    refused(DiskError.RESOURCES_NOT_IN_SAME_ZONE, () -> calls.attach(elsewhere, instance));
    refused(GroupError.INVALID_INSTANCE_ID_NOT_FOUND, () -> calls.attach(disk, "i-bp1nobody"));
    refused(GroupError.INVALID_DISK_ID_NOT_FOUND, () -> calls.attach("d-bp1nobody", instance));
    world.control().operator().lock(instance, Operator.LockState.LOCKED);
    refused(GroupError.INSTANCE_LOCKED_FOR_SECURITY, () -> calls.attach(disk, instance));
    world.control().operator().lock(instance, Operator.LockState.UNLOCKED);
    world.gate().failNext(new BlockFault.Corrupt("not today"));
    Refusal inside = refused(SharedError.INTERNAL_ERROR, () -> calls.attach(disk, instance));
    assertThat(inside).hasMessage("The request failed for a reason inside the server.");
    assertThat(inside).hasRootCauseMessage("not today");
    assertThat(view(disk).status()).isEqualTo("Available");
    world.gate().failNext(new BlockFault.OutOfSpace("no segment is free"));
    Refusal full = refused(DiskError.DISK_ERROR, () -> calls.attach(disk, instance));
    assertThat(full.getMessage()).contains(disk).doesNotContain("segment");
    assertThat(view(disk).status()).isEqualTo("Available");
    calls.attach(disk, instance);
  }

  @Test
  void anInstanceHoldsSeventeenDisks() throws Exception {
    String instance = calls.instance(16);
    String disk = calls.disk(20);
    refused(DiskError.INSTANCE_DISK_LIMIT_EXCEEDED, () -> calls.attach(disk, instance));
    calls.detach(calls.disksOf(instance).getLast(), instance);
    calls.attach(disk, instance);
    assertThat(calls.disksOf(instance)).hasSize(17).contains(disk);
  }

  @Test
  void aSystemDiskComesOffAStoppedInstanceAndGoesBackToItOnly() throws Exception {
    String instance = calls.instance(0);
    String other = calls.instance(0);
    String system = calls.disksOf(instance).getFirst();
    refused(GroupError.INCORRECT_INSTANCE_STATUS_403, () -> calls.detach(system, instance));
    calls.stop(instance);
    calls.stop(other);
    calls.detach(system, instance);
    refused(InstanceError.INVALID_INSTANCE_NOT_FOUND_SYSTEM_DISK, () -> calls.start(instance));
    refused(DiskError.INVALID_INSTANCE_NOT_ORIGIN_INSTANCE, () -> calls.attach(system, other));
    refused(DiskError.INVALID_DISK_STATUS_DELETE_PROTECTION, () -> calls.deleteDisk(system));
    calls.attach(system, instance);
    assertThat(view(system).device()).isEqualTo("/dev/xvda");
    calls.start(instance);
  }

  @Test
  void detachingIsRefusedForItsReasons() throws Exception {
    String instance = calls.instance(1);
    String other = calls.instance(0);
    String free = calls.disk(20);
    String taken = calls.disksOf(instance).getLast();
    refused(DiskError.INVALID_DISK_ALREADY_DETACHED, () -> calls.detach(free, instance));
    refused(DiskError.DEPENDENCY_VIOLATION, () -> calls.detach(taken, other));
    calls.detach(taken, instance);
    assertThat(view(taken).detachedTime()).isNotNull();
  }

  @Test
  void onlyAnAvailableDiskIsDeletedAndItsSnapshotsStay() throws Exception {
    String instance = calls.instance(1);
    String disk = calls.disksOf(instance).getLast();
    world.write(disk, 0, 5);
    String snapshot = calls.snapshot(disk);
    refused(GroupError.INCORRECT_DISK_STATUS, () -> calls.deleteDisk(disk));
    calls.detach(disk, instance);
    calls.deleteDisk(disk);
    refused(GroupError.INVALID_DISK_ID_NOT_FOUND, () -> calls.deleteDisk(disk));
    assertThat(calls.disks(List.of(disk))).isEmpty();
    assertThat(calls.snapshots(List.of(snapshot)).getFirst().sourceDiskId()).isEqualTo(disk);
    assertThat(world.readSnapshot(snapshot, 0)).isEqualTo(5);
  }

  @Test
  void aDiskWhoseSnapshotIsBeingUploadedIsNotDeleted() throws Exception {
    String instance = calls.instance(1);
    String disk = calls.disksOf(instance).getLast();
    world.upload((_, _) -> {});
    String snapshot = calls.snapshot(disk);
    calls.detach(disk, instance);
    refused(DiskError.DISK_CREATING_SNAPSHOT, () -> calls.deleteDisk(disk));
    calls.deleteSnapshot(snapshot);
    calls.deleteDisk(disk);
    assertThat(calls.disks(List.of(disk))).isEmpty();
  }

  @Test
  void aDeviceThatFailedIsGoneWhenItsDiskIsDetached() throws Exception {
    String instance = calls.instance(1);
    String disk = calls.disksOf(instance).getLast();
    world.control().operator().deviceFaults().failed(new VolumeId(world.disk(disk).volume()));
    refused(GroupError.INCORRECT_DISK_STATUS_INVALID, () -> calls.snapshot(disk));
    calls.detach(disk, instance);
    calls.attach(disk, calls.instance(0));
    assertThat(calls.snapshot(disk)).startsWith("s-");
  }
}
