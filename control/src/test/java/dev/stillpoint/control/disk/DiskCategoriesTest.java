package dev.stillpoint.control.disk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillpoint.control.fault.DiskChangeError;
import dev.stillpoint.control.fault.DiskError;
import dev.stillpoint.control.fault.DiskSpecError;
import dev.stillpoint.control.fault.GroupError;
import dev.stillpoint.control.fault.InstanceError;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.fault.SharedError;
import dev.stillpoint.control.fault.SharingError;
import dev.stillpoint.control.instance.DiskSpec;
import dev.stillpoint.control.instance.RunInstances;
import dev.stillpoint.control.operator.Operator;
import dev.stillpoint.control.world.InAWorld;
import dev.stillpoint.control.world.World;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Disks that belong to no zone, and disks that are never frozen. */
class DiskCategoriesTest extends InAWorld {
  private static final String REGIONAL = "cloud_regional_disk_auto";

  @Test
  void aRegionalDiskNamesNoZoneAndHangsOffAnInstanceOfAnyZone() throws Exception {
    refused(
        DiskSpecError.INVALID_ZONE_ID_DISK_CATEGORY_UNSUPPORTED,
        () -> calls.disk(REGIONAL, World.ZONE, 20, null, null));
    refused(SharedError.MISSING_PARAMETER, () -> calls.disk("cloud_essd", null, 20, null, null));
    String disk = calls.disk(REGIONAL, null, 20, null, null);
    assertThat(calls.disks(List.of(disk)).getFirst().zoneId()).isEmpty();
    String instance = calls.instance(0);
    calls.attach(disk, instance);
    assertThat(world.gate().names()).contains(disk);
  }

  @Test
  void forceTakesARegionalDiskFromAnotherZone() throws Exception {
    String here = calls.instance(0);
    String beside = calls.instance(0);
    String there = calls.instanceIn("cn-hangzhou-i");
    String disk = calls.disk(REGIONAL, null, 20, null, null);
    String zonal = calls.disk(20);
    calls.attach(disk, here);
    refused(DiskError.INVALID_DISK_IN_USE, () -> calls.attach(disk, there));
    refused(SharingError.INVALID_INSTANCE_ZONE_CONFLICT, () -> force(disk, beside));
    refused(
        DiskError.INVALID_PARAMETER_FORCE_DISK_CATEGORY_NOT_SUPPORTED, () -> force(zonal, here));
    var operator = world.control().operator();
    operator.lock(here, Operator.LockState.LOCKED);
    refused(GroupError.INSTANCE_LOCKED_FOR_SECURITY, () -> force(disk, there));
    operator.lock(here, Operator.LockState.UNLOCKED);
    force(disk, there);
    assertThat(calls.disks(List.of(disk)).getFirst().instanceId()).isEqualTo(there);
    assertThat(world.gate().ended()).contains(disk + " IMMEDIATE");
    assertThat(world.gate().names()).contains(disk);
  }

  @Test
  void whatTheNewInstanceCannotHaveTheOldOneKeeps() throws Exception {
    String here = calls.instance(0);
    String there = calls.instanceIn("cn-hangzhou-i");
    String disk = calls.disk(REGIONAL, null, 20, null, null);
    calls.attach(disk, here);
    refused(DiskError.INVALID_DISK_DISK_NOT_BOOTABLE, () -> force(disk, there, true));
    world.control().operator().arrears(disk, Operator.Payment.IN_ARREARS);
    refused(GroupError.DISK_IN_ARREARS, () -> force(disk, there));
    assertThat(calls.disks(List.of(disk)).getFirst().instanceId()).isEqualTo(here);
    assertThat(world.gate().names()).contains(disk);
  }

  private void force(String disk, String instance) throws Refusal {
    force(disk, instance, null);
  }

  private void force(String disk, String instance, Boolean bootable) throws Refusal {
    world
        .control()
        .disks()
        .attach(world.caller(), new AttachDisk(instance, disk, null, null, bootable, true));
  }

  @Test
  void theDisksOfAGroupAreAllRegionalOrNoneIs() throws Exception {
    String instance = calls.instance(1);
    String zonal = calls.disksOf(instance).getLast();
    String one = calls.disk(REGIONAL, null, 20, null, null);
    String two = calls.disk(REGIONAL, null, 20, null, null);
    calls.attach(one, instance);
    calls.attach(two, instance);
    refused(GroupError.INVALID_DISK_DISK_CATEGORY_INCONSISTENT, () -> calls.groupOf(zonal, one));
    assertThat(calls.group(calls.groupOf(one, two)).members()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"elastic_ephemeral_disk_standard", "elastic_ephemeral_disk_premium"})
  void anEphemeralDiskIsUsedButNeverFrozen(String category) throws Exception {
    String disk = calls.disk(category, World.ZONE, 64, null, null);
    String instance = calls.instance(1);
    String other = calls.disksOf(instance).getLast();
    calls.attach(disk, instance);
    world.write(disk, 0, 1);
    assertThat(world.gate().names()).contains(disk);
    refused(GroupError.INCORRECT_DISK_TYPE_NOT_SUPPORT, () -> calls.snapshot(disk));
    refused(GroupError.INCORRECT_DISK_TYPE_NOT_SUPPORT, () -> calls.groupOf(other, disk));
    refused(
        DiskChangeError.INVALID_DISK_CATEGORY_NOT_SUPPORTED_403,
        () -> calls.resize(disk, 128, null, null));
    String snapshot = calls.snapshot(other);
    refused(
        DiskSpecError.INVALID_OPERATION_CREATE_FROM_SNAPSHOT_UNSUPPORTED,
        () -> calls.disk(category, World.ZONE, 64, snapshot, null));
    calls.stop(instance);
    refused(GroupError.DISK_CATEGORY_OPERATION_NOT_SUPPORTED, () -> calls.reinit(disk));
    assertThat(world.read(disk, 0)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {REGIONAL, "elastic_ephemeral_disk_standard"})
  void noInstanceBeginsOnSuchADisk(String category) throws Exception {
    DiskSpec spec =
        new DiskSpec(
            category, 64, null, null, null, null, null, null, null, null, null, null, null, null,
            null);
    RunInstances usual = calls.run(1, List.of(spec), null);
    assertThat(world.control().instances().run(world.caller(), usual)).hasSize(1);
    refused(
        InstanceError.INVALID_SYSTEM_DISK_CATEGORY_VALUE_NOT_SUPPORTED,
        () -> DiskPlan.check(asked(category), DiskWording.SYSTEM_DISK));
  }

  private static DiskPlan.Asked asked(String category) throws Refusal {
    return new DiskPlan.Asked(category, 64, null, null, null, null, null, null, null, null, null);
  }
}
