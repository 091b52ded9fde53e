package dev.stillpoint.control.instance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillpoint.block.BlockFault;
import dev.stillpoint.control.disk.DiskView;
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
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** RunInstances, StartInstance, StopInstance, DeleteInstance. */
class InstanceLifeTest extends InAWorld {
  private static DiskSpec data(Integer gib, Boolean deleteWithInstance) {
    return new DiskSpec(
        null,
        gib,
        null,
        null,
        null,
        null,
        null,
        deleteWithInstance,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  private List<String> run(RunInstances request) throws Refusal {
    return world.control().instances().run(world.caller(), request);
  }

  @Test
  void anInstanceRunsWithItsSystemDiskAndItsDataDisks() throws Exception {
    String instance = run(calls.run(1, List.of(data(20, null), data(30, false)), null)).getFirst();
    assertThat(instance).matches("i-bp1[a-z0-9]{17}");
    InstanceView view = calls.instanceView(instance);
    assertThat(view.status()).isEqualTo("Running");
    assertThat(view.instanceName()).isEqualTo(instance);
    assertThat(view.zoneId()).isEqualTo(World.ZONE);
    List<DiskView> disks = calls.disks(calls.disksOf(instance));
    assertThat(disks).hasSize(3).allMatch(disk -> disk.status().equals("In_use"));
    DiskView system =
        disks.stream().filter(disk -> disk.type().equals("system")).findFirst().orElseThrow();
    assertThat(system.category()).isEqualTo("cloud_essd");
    assertThat(system.performanceLevel()).isEqualTo("PL1");
    assertThat(system.sizeGib()).isEqualTo(40);
    assertThat(system.device()).isEqualTo("/dev/xvda");
    assertThat(system.imageId()).isEqualTo("img");
    assertThat(world.gate().names()).containsExactlyInAnyOrderElementsOf(calls.disksOf(instance));
  }

  @Test
  void amountIsOneToAHundred() throws Exception {
    refused(SharedError.INVALID_PARAMETER, () -> run(calls.run(0, null, null)));
    refused(SharedError.INVALID_PARAMETER, () -> run(calls.run(101, null, null)));
    assertThat(run(calls.run(100, null, null))).hasSize(100).doesNotHaveDuplicates();
  }

  @Test
  void disksAreCheckedInTheWordsOfThisAction() {
    DiskSpec bad =
        new DiskSpec(
            "floppy", 20, null, null, null, null, null, null, null, null, null, null, null, null,
            null);
    refused(
        InstanceError.INVALID_DATA_DISK_CATEGORY_VALUE_NOT_SUPPORTED,
        () -> run(calls.run(1, List.of(bad), null)));
    refused(
        InstanceError.INVALID_DATA_DISK_SIZE_VALUE_NOT_SUPPORTED,
        () -> run(calls.run(1, List.of(data(19, null)), null)));
    refused(
        SharedError.INVALID_PARAMETER,
        () -> run(calls.run(1, Collections.nCopies(17, data(20, null)), null)));
    DiskSpec gone =
        new DiskSpec(
            null,
            null,
            null,
            null,
            null,
            "s-bp1nobody",
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null);
    refused(
        SnapshotError.INVALID_SNAPSHOT_ID_NOT_FOUND_400,
        () -> run(calls.run(1, List.of(gone), null)));
    DiskSpec sealed =
        new DiskSpec(
            null, 20, null, null, null, null, null, null, true, "gone", null, null, null, null,
            null);
    refused(
        KeyError.INVALID_PARAMETER_KMS_KEY_ID_NOT_FOUND,
        () -> run(calls.run(1, List.of(sealed), null)));
  }

  @Test
  void aDataDiskIsAsLargeAsItsSnapshotAtLeast() throws Exception {
    String instance = run(calls.run(1, List.of(data(21, null)), null)).getFirst();
    String snapshot = calls.snapshot(calls.disksOf(instance).getLast());
    Refusal small =
        refused(
            InstanceError.INVALID_DATA_DISK_SIZE_VALUE_NOT_SUPPORTED,
            () -> run(calls.run(1, List.of(from(snapshot, 20)), null)));
    assertThat(small.getMessage()).contains("has 21 to");
    for (Integer enough : Arrays.asList(21, 22, null)) {
      String clone = run(calls.run(1, List.of(from(snapshot, enough)), null)).getFirst();
      assertThat(world.disk(calls.disksOf(clone).getLast()).sizeGib())
          .isEqualTo(enough == null ? 21 : enough);
    }
    String raised = calls.disk("cloud_essd", World.ZONE, 20, snapshot, null);
    assertThat(world.disk(raised).sizeGib()).as("CreateDisk raises it").isEqualTo(21);
  }

  private static DiskSpec from(String snapshot, Integer gib) {
    return new DiskSpec(
        null, gib, null, null, null, snapshot, null, null, null, null, null, null, null, null,
        null);
  }

  @Test
  void anEngineThatFillsUpHalfWayLeavesNothing() throws Exception {
    world.engine().failNext(new BlockFault.OutOfSpace("no segment is free"));
    Refusal full =
        refused(
            DiskError.QUOTA_EXCEED_DISK_CAPACITY,
            () -> run(calls.run(2, List.of(data(20, null)), "token")));
    assertThat(full.getMessage()).doesNotContain("segment");
    assertThat(world.engine().volumes()).isEmpty();
    assertThat(run(calls.run(2, List.of(data(20, null)), "token"))).hasSize(2);
  }

  @Test
  void stoppingClosesExportsAndStartingOpensThem() throws Exception {
    String instance = calls.instance(1);
    calls.stop(instance);
    assertThat(world.gate().names()).isEmpty();
    assertThat(world.gate().ended()).hasSize(2).allMatch(end -> end.endsWith("GRACEFUL"));
    assertThat(calls.instanceView(instance).stoppedMode()).isEqualTo("KeepCharging");
    refused(GroupError.INCORRECT_INSTANCE_STATUS_403, () -> calls.stop(instance));
    calls.start(instance);
    assertThat(world.gate().names()).hasSize(2);
    refused(GroupError.INCORRECT_INSTANCE_STATUS_403, () -> calls.start(instance));
    world
        .control()
        .instances()
        .stop(world.caller(), new StopInstance(instance, true, null, null, null));
    assertThat(world.gate().ended().getLast()).endsWith("IMMEDIATE");
  }

  @Test
  void whatIsNotOfferedIsRefusedAndADryRunStopsNothing() throws Exception {
    String instance = calls.instance(0);
    refused(
        InstanceError.HIBERNATION_CONFIGURED_INSTANCE_OPERATION_FORBIDDEN,
        () ->
            world
                .control()
                .instances()
                .stop(world.caller(), new StopInstance(instance, null, null, true, null)));
    refused(
        SharedError.DRY_RUN_OPERATION,
        () ->
            world
                .control()
                .instances()
                .stop(world.caller(), new StopInstance(instance, null, null, null, true)));
    assertThat(calls.instanceView(instance).status()).isEqualTo("Running");
    world.control().operator().lock(instance, Operator.LockState.LOCKED);
    refused(GroupError.INSTANCE_LOCKED_FOR_SECURITY, () -> calls.stop(instance));
    assertThat(calls.instanceView(instance).lockReasons()).containsExactly("security");
  }

  @Test
  void anExportThatCannotOpenLeavesTheInstanceStopped() throws Exception {
    String instance = calls.instance(1);
    calls.stop(instance);
    world.gate().failNext(new BlockFault.Corrupt("not today"));
    refused(SharedError.INTERNAL_ERROR, () -> calls.start(instance));
    assertThat(calls.instanceView(instance).status()).isEqualTo("Stopped");
    assertThat(world.gate().names()).isEmpty();
    calls.start(instance);
  }

  @Test
  void deletionTakesTheDisksThatGoWithIt() throws Exception {
    String instance = run(calls.run(1, List.of(data(20, null), data(30, false)), null)).getFirst();
    List<String> disks = calls.disksOf(instance);
    String group = calls.groupOf(disks.get(1));
    refused(
        GroupError.INCORRECT_INSTANCE_STATUS_403,
        () ->
            world
                .control()
                .instances()
                .delete(world.caller(), new DeleteInstance(instance, null, null, null)));
    calls.deleteInstance(instance);
    assertThat(calls.disks(disks)).extracting(DiskView::diskId).containsExactly(disks.get(2));
    assertThat(calls.disks(disks).getFirst().status()).isEqualTo("Available");
    assertThat(calls.group(group).status()).isEqualTo("accomplished");
    assertThat(world.engine().volumes()).hasSize(1);
    refused(GroupError.INVALID_INSTANCE_ID_NOT_FOUND, () -> calls.stop(instance));
  }

  @Test
  void aProtectedInstanceIsNotDeleted() throws Exception {
    RunInstances request =
        new RunInstances(
            World.REGION,
            null,
            "img",
            "ecs.g7.large",
            null,
            null,
            "db",
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            true,
            null,
            null,
            null,
            null,
            null,
            null,
            null);
    String instance = run(request).getFirst();
    refused(
        InstanceError.INVALID_OPERATION_DELETION_PROTECTION, () -> calls.deleteInstance(instance));
    assertThat(calls.instanceView(instance).instanceName()).isEqualTo("db");
  }

  @Test
  void aDryRunOfRunInstancesMakesNothing() {
    RunInstances request =
        new RunInstances(
            World.REGION,
            null,
            "img",
            "ecs.g7.large",
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
            true,
            null,
            null,
            null,
            null);
    refused(SharedError.DRY_RUN_OPERATION, () -> run(request));
    assertThat(world.engine().volumes()).isEmpty();
  }
}
