package dev.stillpoint.control.disk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillpoint.control.fault.DiskChangeError;
import dev.stillpoint.control.fault.DiskError;
import dev.stillpoint.control.fault.DiskSpecError;
import dev.stillpoint.control.fault.GroupError;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.fault.SharedError;
import dev.stillpoint.control.operator.Operator;
import dev.stillpoint.control.port.DiskMigration;
import dev.stillpoint.control.port.ExportTarget;
import dev.stillpoint.control.world.InAWorld;
import dev.stillpoint.control.world.World;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** ModifyDiskSpec, and what a disk on its way refuses. */
class DiskSpecChangeTest extends InAWorld {
  private String instance;
  private String disk;
  private DiskMigration.Arrival arrival;

  @BeforeEach
  void aDiskOfARunningInstance() throws Exception {
    instance = calls.instance(1);
    disk = calls.disksOf(instance).getLast();
  }

  private String modify(String id, String category, String level, Long iops) throws Refusal {
    return modify(new ModifyDiskSpec(id, category, level, iops, null, null));
  }

  private String modify(ModifyDiskSpec request) throws Refusal {
    return world.control().diskChanges().modifySpec(world.caller(), request);
  }

  private DiskView view(String id) throws Refusal {
    return calls.disks(List.of(id)).getFirst();
  }

  private long iopsOf(String id) {
    return ((ExportTarget.Volume) world.gate().target(id)).limits().readIops();
  }

  private void hold() {
    world.migration((_, told) -> arrival = told);
  }

  @Test
  void aDiskHasOtherLimitsWhenItHasArrived() throws Exception {
    assertThat(iopsOf(disk)).isEqualTo(2800);
    hold();
    assertThat(modify(disk, "cloud_auto", null, 5000L)).startsWith("t-");
    assertThat(view(disk).category()).isEqualTo("cloud_essd");
    assertThat(view(disk).status()).isEqualTo("In_use");
    arrival.arrived(disk);
    assertThat(view(disk).category()).isEqualTo("cloud_auto");
    assertThat(view(disk).performanceLevel()).isEmpty();
    assertThat(view(disk).provisionedIops()).isEqualTo(5000);
    assertThat(iopsOf(disk)).isEqualTo(3000 + 5000);
    arrival.arrived(disk);
    world.migration(DiskMigration.AT_ONCE);
    modify(disk, "cloud_essd", null, null);
    assertThat(view(disk).performanceLevel()).isEqualTo("PL1");
    assertThat(view(disk).provisionedIops()).isZero();
  }

  @Test
  void aDiskOnItsWayIsNeitherFrozenNorChangedOtherwise() throws Exception {
    String snapshot = calls.snapshot(disk);
    String auto = calls.disk("cloud_auto", World.ZONE, 40, null, null);
    hold();
    modify(auto, null, null, 100L);
    modify(disk, "cloud_auto", null, null);
    refused(GroupError.INCORRECT_DISK_STATUS_TRANSFERRING, () -> calls.snapshot(disk));
    refused(GroupError.INCORRECT_DISK_STATUS_TRANSFERRING, () -> calls.groupOf(disk));
    refused(
        DiskSpecError.INVALID_STATUS_DISK_NOT_READY, () -> modify(disk, "cloud_auto", null, 100L));
    refused(SharedError.OPERATION_CONFLICT, () -> calls.resize(disk, 40, null, null));
    refused(
        DiskSpecError.BURSTING_ENABLED_FOR_MODIFYING_DISK_UNSUPPORTED,
        () ->
            world
                .control()
                .diskChanges()
                .modify(
                    world.caller(),
                    new ModifyDiskAttribute(null, auto, null, null, null, null, null, null, true)));
    calls.stop(instance);
    refused(SharedError.OPERATION_CONFLICT, () -> calls.reinit(disk));
    refused(SharedError.OPERATION_CONFLICT, () -> calls.resetOne(disk, snapshot));
    arrival.arrived(disk);
    assertThat(calls.resetOne(disk, snapshot)).startsWith("ssg-");
    assertThat(calls.snapshot(disk)).startsWith("s-");
  }

  @Test
  void aDiskGoesOnItsWayAfterARestart() throws Exception {
    hold();
    modify(disk, "cloud_auto", null, null);
    world.migration(DiskMigration.AT_ONCE);
    world.restart();
    assertThat(view(disk).category()).isEqualTo("cloud_auto");
    assertThat(iopsOf(disk)).isEqualTo(3000);
  }

  @Test
  void aDiskThatIsGoneMeanwhileArrivesNowhere() throws Exception {
    String spare = calls.disk(20);
    hold();
    modify(spare, "cloud_auto", null, null);
    calls.deleteDisk(spare);
    arrival.arrived(spare);
    assertThat(calls.disks(List.of(spare))).isEmpty();
  }

  @Test
  void theFormIsCheckedFirst() throws Exception {
    refused(DiskError.INVALID_PERFORMANCE_LEVEL_MALFORMED, () -> modify(disk, null, "PL9", null));
    refused(
        DiskError.INVALID_DISK_CATEGORY_VALUE_NOT_SUPPORTED,
        () -> modify(disk, "cloud_regional_disk_auto", null, null));
    refused(
        DiskSpecError.INVALID_PERFORMANCE_LEVEL_PARAM_MISMATCH,
        () -> modify(disk, "cloud_auto", "PL2", null));
    refused(
        DiskError.PROVISIONED_IOPS_FOR_DISK_CATEGORY_UNSUPPORTED,
        () -> modify(disk, "cloud_essd", null, 100L));
    refused(
        DiskSpecError.NO_CHANGE_IN_DISK_CATEGORY_AND_PERFORMANCE_LEVEL,
        () -> modify(disk, "cloud_essd", "PL1", null));
  }

  @Test
  void levelsAndCategoriesOnlyRiseAndHaveToFitTheSize() throws Exception {
    refused(
        DiskSpecError.OPERATION_DENIED_PERFORMANCE_LEVEL_NOT_MATCH,
        () -> modify(disk, null, "PL2", null));
    calls.resize(disk, 461, "online", null);
    modify(disk, null, "PL2", null);
    assertThat(view(disk).performanceLevel()).isEqualTo("PL2");
    refused(DiskSpecError.INVALID_PERFORMANCE_LEVEL_TOO_LOW, () -> modify(disk, null, "PL1", null));
    refused(DiskSpecError.DOWNGRADE_NOT_SUPPORTED, () -> modify(disk, "cloud_ssd", null, null));
    String old = calls.disk("cloud_efficiency", World.ZONE, 20, null, null);
    modify(old, "cloud_essd_entry", null, null);
    modify(old, "cloud_ssd", null, null);
    modify(old, "cloud_auto", null, null);
    String small = calls.disk("cloud_essd_entry", World.ZONE, 10, null, null);
    refused(
        DiskChangeError.INVALID_DISK_CATEGORY_NOT_SUPPORTED_403,
        () -> modify(small, "cloud_ssd", null, null));
    refused(
        DiskError.INVALID_PROVISIONED_IOPS_LIMIT_EXCEED,
        () -> modify(small, "cloud_auto", null, 7001L));
    modify(small, "cloud_auto", null, 7000L);
    String basic = calls.disk("cloud", World.ZONE, 20, null, null);
    refused(
        DiskSpecError.INVALID_DISK_CATEGORY_VALUE_NOT_SUPPORTED_403,
        () -> modify(basic, "cloud_auto", null, null));
  }

  @Test
  void theStateOfTheDiskHasToAllowIt() throws Exception {
    calls.resize(disk, 40, "offline", null);
    refused(
        DiskSpecError.OPERATION_DENIED_DISK_EXPANSION_UNFINISHED,
        () -> modify(disk, "cloud_auto", null, null));
    calls.stop(instance);
    calls.start(instance);
    Operator operator = world.control().operator();
    operator.arrears(disk, Operator.Payment.IN_ARREARS);
    refused(GroupError.DISK_IN_ARREARS, () -> modify(disk, "cloud_auto", null, null));
    operator.arrears(disk, Operator.Payment.PAID);
    world.upload((_, _) -> {});
    String snapshot = calls.snapshot(disk);
    refused(DiskError.DISK_CREATING_SNAPSHOT, () -> modify(disk, "cloud_auto", null, null));
    calls.deleteSnapshot(snapshot);
    refused(
        SharedError.DRY_RUN_OPERATION,
        () -> modify(new ModifyDiskSpec(disk, "cloud_auto", null, null, null, true)));
    assertThat(view(disk).category()).isEqualTo("cloud_essd");
    modify(disk, "cloud_auto", null, null);
    String system = calls.disksOf(instance).getFirst();
    calls.stop(instance);
    calls.detach(system, instance);
    refused(
        DiskSpecError.INVALID_DISK_DETACHED_SYSTEM_DISK_403,
        () -> modify(system, "cloud_auto", null, null));
    calls.attach(system, instance);
  }

  @Test
  void aRegionalDiskBecomesOneOfAZone() throws Exception {
    String regional = calls.disk("cloud_regional_disk_auto", null, 20, null, null);
    calls.attach(regional, instance);
    refused(
        DiskSpecError.MISSING_PARAMETER_DESTINATION_ZONE_ID,
        () -> modify(regional, "cloud_auto", null, null));
    refused(
        DiskSpecError.INVALID_DESTINATION_ZONE_ID_MISMATCH,
        () ->
            modify(new ModifyDiskSpec(regional, "cloud_auto", null, null, "cn-hangzhou-i", null)));
    refused(
        DiskSpecError.INVALID_DESTINATION_ZONE_ID_DISK_CATEGORY_UNSUPPORTED,
        () -> modify(new ModifyDiskSpec(disk, "cloud_auto", null, null, "cn-hangzhou-i", null)));
    modify(new ModifyDiskSpec(regional, "cloud_auto", null, null, World.ZONE, null));
    assertThat(view(regional).zoneId()).isEqualTo(World.ZONE);
  }
}
