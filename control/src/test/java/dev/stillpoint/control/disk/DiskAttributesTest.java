package dev.stillpoint.control.disk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillpoint.catalog.SnapshotRow;
import dev.stillpoint.catalog.SnapshotState;
import dev.stillpoint.catalog.SnapshotType;
import dev.stillpoint.control.fault.DiskChangeError;
import dev.stillpoint.control.fault.DiskError;
import dev.stillpoint.control.fault.GroupError;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.fault.SharedError;
import dev.stillpoint.control.request.Caller;
import dev.stillpoint.control.step.CrashPoint;
import dev.stillpoint.control.world.InAWorld;
import dev.stillpoint.control.world.World;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** ModifyDiskAttribute, and what the switches do. */
class DiskAttributesTest extends InAWorld {
  private void modify(ModifyDiskAttribute request) throws Refusal {
    world.control().diskChanges().modify(world.caller(), request);
  }

  private static ModifyDiskAttribute named(List<String> disks, String name, String description) {
    return new ModifyDiskAttribute(null, null, disks, name, description, null, null, null, null);
  }

  private static ModifyDiskAttribute switched(
      String disk, Boolean with, Boolean auto, Boolean policy, Boolean bursting) {
    return new ModifyDiskAttribute(
        World.REGION, disk, null, null, null, with, auto, policy, bursting);
  }

  private DiskView view(String disk) throws Refusal {
    return calls.disks(List.of(disk)).getFirst();
  }

  @Test
  void whatIsNotNamedStaysAndAnEmptyTextIsTakenAway() throws Exception {
    String disk = calls.disk(20);
    modify(named(List.of(disk), "first", "some text"));
    modify(named(List.of(disk), "second", null));
    assertThat(view(disk).diskName()).isEqualTo("second");
    assertThat(view(disk).description()).isEqualTo("some text");
    modify(named(List.of(disk), null, ""));
    assertThat(view(disk).diskName()).isEqualTo("second");
    assertThat(view(disk).description()).isEmpty();
  }

  @Test
  void severalDisksChangeTogetherOrNotAtAll() throws Exception {
    String one = calls.disk(20);
    String two = calls.disk(20);
    refused(
        GroupError.INVALID_DISK_ID_NOT_FOUND,
        () -> modify(named(List.of(one, "d-none"), "name", null)));
    assertThat(view(one).diskName()).isEmpty();
    modify(named(List.of(one, two, one), "name", null));
    assertThat(calls.disks(List.of(one, two))).allMatch(disk -> disk.diskName().equals("name"));
  }

  @Test
  void theFormIsCheckedFirst() throws Exception {
    String disk = calls.disk(20);
    refused(
        DiskChangeError.MISSING_PARAMETER_DISK_ID_OR_DISK_IDS,
        () -> modify(named(List.of(), "name", null)));
    refused(
        DiskChangeError.PARAMETER_CONFLICT_DISK_ID_AND_DISK_IDS,
        () ->
            modify(
                new ModifyDiskAttribute(
                    null, disk, List.of(disk), "name", null, null, null, null, null)));
    refused(DiskChangeError.NO_ATTRIBUTE_TO_MODIFY, () -> modify(named(List.of(disk), null, null)));
    refused(DiskError.INVALID_DISK_NAME_MALFORMED, () -> modify(named(List.of(disk), "1", null)));
    refused(
        GroupError.INVALID_DESCRIPTION_MALFORMED,
        () -> modify(named(List.of(disk), null, "http://x")));
    refused(
        SharedError.INVALID_PARAMETER,
        () -> modify(named(Collections.nCopies(101, disk), "name", null)));
    refused(
        GroupError.INVALID_DISK_ID_NOT_FOUND,
        () ->
            world
                .control()
                .diskChanges()
                .modify(Caller.root("1000000000000002"), named(List.of(disk), "name", null)));
  }

  @Test
  void burstingGoesWithCloudAuto() throws Exception {
    String essd = calls.disk(20);
    String small = calls.disk("cloud_auto", World.ZONE, 3, null, null);
    String auto = calls.disk("cloud_auto", World.ZONE, 4, null, null);
    refused(
        DiskError.BURSTING_ENABLED_FOR_DISK_CATEGORY_UNSUPPORTED,
        () -> modify(switched(essd, null, null, null, true)));
    refused(
        DiskError.INVALID_BURSTING_ENABLED_DISK_SIZE_TOO_SMALL,
        () -> modify(switched(small, null, null, null, true)));
    modify(switched(auto, null, null, null, true));
    assertThat(view(auto).burstingEnabled()).isTrue();
    modify(switched(auto, null, null, null, false));
    assertThat(view(auto).burstingEnabled()).isFalse();
  }

  @Test
  void switchesAreShownAndCanBeAskedFor() throws Exception {
    String disk = calls.disk(20);
    String other = calls.disk(20);
    modify(switched(disk, true, false, false, null));
    assertThat(view(disk).deleteWithInstance()).isTrue();
    assertThat(view(disk).deleteAutoSnapshot()).isFalse();
    assertThat(view(disk).enableAutoSnapshot()).isFalse();
    assertThat(ids(false, null)).containsExactly(disk);
    assertThat(ids(true, null)).containsExactly(other);
    assertThat(ids(null, false)).containsExactly(disk);
    modify(switched(disk, null, true, null, null));
    assertThat(ids(true, null)).containsExactlyInAnyOrder(disk, other);
    assertThat(ids(null, true)).containsExactly(other);
  }

  private List<String> ids(Boolean auto, Boolean policy) throws Refusal {
    DescribeDisks all = calls.describeDisks(null, null);
    return world
        .control()
        .disks()
        .describe(
            world.caller(),
            new DescribeDisks(
                all.regionId(),
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
                auto,
                policy,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null))
        .items()
        .stream()
        .map(DiskView::diskId)
        .toList();
  }

  @Test
  void automaticSnapshotsGoWithTheirDiskWhenTheyAreTo() throws Exception {
    String instance = calls.instance(2);
    String going = calls.disksOf(instance).get(1);
    String keeping = calls.disksOf(instance).get(2);
    String manual = calls.snapshot(going);
    String gone = automatic(going);
    String kept = automatic(keeping);
    modify(switched(keeping, null, false, null, null));
    calls.deleteInstance(instance);
    world.control().expiry().step();
    assertThat(calls.snapshots(null))
        .extracting(view -> view.snapshotId())
        .containsExactlyInAnyOrder(manual, kept)
        .doesNotContain(gone);
  }

  @Test
  void automaticSnapshotsOfADeletedDiskGoAlsoAfterACrash() throws Exception {
    String instance = calls.instance(1);
    String disk = calls.disksOf(instance).getLast();
    String snapshot = automatic(disk);
    calls.detach(disk, instance);
    calls.deleteDisk(disk);
    assertThat(calls.snapshots(List.of(snapshot))).hasSize(1);
    world.restart();
    world.control().expiry().step();
    assertThat(calls.snapshots(List.of(snapshot))).isEmpty();
  }

  /** A snapshot as a policy makes it. */
  private String automatic(String disk) throws Refusal {
    String id = calls.snapshot(disk);
    return world
        .catalog()
        .write(tables -> {
          SnapshotRow row = tables.snapshots().find(id).orElseThrow();
          tables.snapshots().remove(id);
          tables.snapshots().add(automatic(row));
          tables.snapshots().setCut(List.of(id), row.cutLsn(), row.cutAt());
          tables.snapshots().setProgress(List.of(id), 100, row.createdAt());
          return id;
        });
  }

  private static SnapshotRow automatic(SnapshotRow row) {
    return new SnapshotRow(
        row.snapshotId(),
        row.accountId(),
        null,
        0,
        row.image(),
        row.engineGroup(),
        row.regionId(),
        row.resourceGroupId(),
        row.name(),
        row.description(),
        SnapshotType.AUTO,
        SnapshotState.INTENDED,
        0,
        row.category(),
        row.sourceDiskId(),
        row.sourceDiskType(),
        row.sourceVolume(),
        row.sizeGib(),
        null,
        null,
        null,
        row.createdAt(),
        row.modifiedAt(),
        null);
  }

  @Test
  void aChangeOfItsLimitsDoesNotOpenTheExportOfAnInstanceThatStops() throws Exception {
    String instance = calls.instance(0);
    String disk = calls.disk("cloud_auto", World.ZONE, 20, null, null);
    calls.attach(disk, instance);
    List<Thread> changers = new ArrayList<>();
    world.during(
        CrashPoint.STOP_INTENDED,
        () -> {
          Thread changer =
              Thread.startVirtualThread(() -> modifyOrFail(switched(disk, null, null, null, true)));
          changers.add(changer);
          while (changer.isAlive() && changer.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
          }
          assertThat(changer.isAlive()).as("waits for the instance").isTrue();
        });
    calls.stop(instance);
    changers.getFirst().join();
    assertThat(view(disk).burstingEnabled()).isTrue();
    assertThat(world.gate().names()).doesNotContain(disk);
  }

  private void modifyOrFail(ModifyDiskAttribute request) {
    try {
      modify(request);
    } catch (Refusal e) {
      throw new IllegalStateException(e);
    }
  }
}
