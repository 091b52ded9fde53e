package dev.stillpoint.control.disk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillpoint.block.BlockFault;
import dev.stillpoint.control.fault.DiskChangeError;
import dev.stillpoint.control.fault.DiskError;
import dev.stillpoint.control.fault.GroupError;
import dev.stillpoint.control.fault.InstanceError;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.fault.SharedError;
import dev.stillpoint.control.operator.Operator;
import dev.stillpoint.control.port.ExportTarget;
import dev.stillpoint.control.step.CrashPoint;
import dev.stillpoint.control.world.InAWorld;
import dev.stillpoint.control.world.World;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** ResizeDisk. */
class DiskGrowthTest extends InAWorld {
  private String instance;
  private String system;
  private String data;

  @BeforeEach
  void aRunningInstance() throws Exception {
    instance = calls.instance(1);
    system = calls.disksOf(instance).getFirst();
    data = calls.disksOf(instance).getLast();
  }

  private int shown(String disk) {
    return (int) (((ExportTarget.Volume) world.gate().target(disk)).sizeBytes() >> 30);
  }

  private int size(String disk) throws Refusal {
    return calls.disks(List.of(disk)).getFirst().sizeGib();
  }

  @Test
  void anOfflineResizeIsSeenOnceTheInstanceWasStartedAgain() throws Exception {
    calls.resize(data, 40, null, null);
    calls.resize(data, 50, "offline", null);
    assertThat(size(data)).isEqualTo(50);
    assertThat(shown(data)).isEqualTo(20);
    world.restart();
    assertThat(shown(data)).as("a restart of the server is none of the instance").isEqualTo(20);
    calls.stop(instance);
    calls.start(instance);
    assertThat(shown(data)).isEqualTo(50);
  }

  @Test
  void anOnlineResizeIsSeenByWhoeverConnects() throws Exception {
    calls.resize(data, 30, "offline", null);
    calls.resize(data, 40, "online", null);
    assertThat(size(data)).isEqualTo(40);
    assertThat(shown(data)).isEqualTo(40);
    world.write(data, (40L << 30) / 4096 - 1, 7);
    assertThat(world.read(data, (40L << 30) / 4096 - 1)).isEqualTo(7);
  }

  @Test
  void aDiskThatIsAttachedAgainShowsAllItHas() throws Exception {
    calls.resize(data, 40, null, null);
    calls.detach(data, instance);
    calls.resize(data, 50, null, null);
    calls.attach(data, instance);
    assertThat(shown(data)).isEqualTo(50);
  }

  @Test
  void aDiskOnlyGrows() throws Exception {
    refused(DiskChangeError.INVALID_DISK_SIZE_TOO_SMALL, () -> calls.resize(data, 19, null, null));
    refused(DiskChangeError.INVALID_DISK_SIZE, () -> calls.resize(data, 20, null, null));
    calls.resize(data, 21, null, null);
    assertThat(size(data)).isEqualTo(21);
  }

  @Test
  void theSizeKeepsTheRangeOfTheCategory() throws Exception {
    refused(
        InstanceError.INVALID_DATA_DISK_SIZE_VALUE_NOT_SUPPORTED,
        () -> calls.resize(data, 65537, null, null));
    calls.resize(data, 65536, null, null);
    refused(
        InstanceError.INVALID_SYSTEM_DISK_SIZE_VALUE_NOT_SUPPORTED,
        () -> calls.resize(system, 2049, null, null));
    calls.resize(system, 2048, null, null);
    assertThat(size(system)).isEqualTo(2048);
  }

  @Test
  void onlineNeedsARunningInstanceAndANewerCategory() throws Exception {
    String old = calls.disk("cloud", World.ZONE, 20, null, null);
    calls.attach(old, instance);
    refused(
        DiskChangeError.INVALID_DISK_CATEGORY_NOT_SUPPORTED_403,
        () -> calls.resize(old, 40, "online", null));
    calls.resize(old, 40, "offline", null);
    calls.stop(instance);
    refused(
        DiskChangeError.INVALID_INSTANCE_STATUS_NOT_RUNNING,
        () -> calls.resize(data, 40, "online", null));
    calls.resize(data, 40, "offline", null);
    assertThat(size(data)).isEqualTo(40);
    refused(DiskChangeError.INVALID_PARAM_TYPE, () -> calls.resize(data, 50, "soon", null));
  }

  @Test
  void aDetachedSystemDiskDoesNotGrow() throws Exception {
    calls.stop(instance);
    calls.detach(system, instance);
    refused(
        DiskChangeError.INVALID_DISK_DETACHED_SYSTEM_DISK,
        () -> calls.resize(system, 80, null, null));
    calls.attach(system, instance);
    calls.resize(system, 80, null, null);
    assertThat(size(system)).isEqualTo(80);
  }

  @Test
  void notWhileASnapshotIsInCreation() throws Exception {
    world.upload((_, _) -> {});
    String snapshot = calls.snapshot(data);
    refused(DiskError.DISK_CREATING_SNAPSHOT, () -> calls.resize(data, 40, null, null));
    calls.deleteSnapshot(snapshot);
    calls.resize(data, 40, null, null);
    assertThat(size(data)).isEqualTo(40);
  }

  @Test
  void lockedOrUnpaidIsRefused() throws Exception {
    Operator operator = world.control().operator();
    operator.lock(instance, Operator.LockState.LOCKED);
    refused(GroupError.INSTANCE_LOCKED_FOR_SECURITY, () -> calls.resize(data, 40, null, null));
    operator.lock(instance, Operator.LockState.UNLOCKED);
    operator.arrears(data, Operator.Payment.IN_ARREARS);
    refused(GroupError.DISK_IN_ARREARS, () -> calls.resize(data, 40, null, null));
    operator.arrears(data, Operator.Payment.PAID);
    calls.resize(data, 40, null, null);
    refused(GroupError.INVALID_DISK_ID_NOT_FOUND, () -> calls.resize("d-none", 40, null, null));
  }

  @Test
  void aRetryIsAnsweredOnceTheDiskHasGrown() throws Exception {
    calls.resize(data, 40, null, "token");
    calls.resize(data, 40, null, "token");
    refused(
        SharedError.IDEMPOTENT_PARAMETER_MISMATCH_400, () -> calls.resize(data, 50, null, "token"));
    assertThat(size(data)).isEqualTo(40);
  }

  @Test
  void aDiskThatHasGrownIsAnsweredSoWhateverItsExportSays() throws Exception {
    world.during(
        CrashPoint.RESIZE_CONFIRMED,
        () -> world.gate().failNext(new BlockFault.Corrupt("not today")));
    calls.resize(data, 40, null, "token");
    assertThat(size(data)).isEqualTo(40);
  }

  @Test
  void aPoolWithoutRoomLeavesTheDiskAsItWas() throws Exception {
    world.engine().failNext(new BlockFault.OutOfSpace("full"));
    refused(DiskError.QUOTA_EXCEED_DISK_CAPACITY, () -> calls.resize(data, 40, null, "token"));
    assertThat(size(data)).isEqualTo(20);
    calls.resize(data, 40, null, "token");
    assertThat(size(data)).isEqualTo(40);
  }
}
