package dev.stillpoint.control.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillpoint.catalog.DiskRow;
import dev.stillpoint.catalog.Tables;
import dev.stillpoint.control.fault.ErrorCode;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.world.Calls.GroupCall;
import dev.stillpoint.control.world.InAWorld;
import java.util.List;
import java.util.function.Consumer;

/** A world in which CreateSnapshotGroup is called, with what its tests share. */
abstract class CreatingGroups extends InAWorld {
  /** Creates a group; the test fills in the call. */
  final String create(Consumer<GroupCall> change) throws Refusal {
    GroupCall call = new GroupCall();
    change.accept(call);
    return calls.group(call);
  }

  /** The call is refused, and neither engine nor catalog has a group more. */
  final void refusedWith(ErrorCode code, Consumer<GroupCall> change) {
    int frozen = world.engine().groups().size();
    int listed = groupRows();
    refused(code, () -> create(change));
    assertThat(world.engine().groups()).hasSize(frozen);
    assertThat(groupRows()).isEqualTo(listed);
  }

  private int groupRows() {
    return world.catalog().<Integer, RuntimeException>read(t -> t.groups().all().size());
  }

  /** A cloud_essd disk that may be in a group. */
  final String used(String instance, int gib) throws Refusal {
    return used(instance, "cloud_essd", gib);
  }

  /** A disk that may be in a group: attached to a Running instance and detached again. */
  final String used(String instance, String category, int gib) throws Refusal {
    String zone = calls.instanceView(instance).zoneId();
    String disk = calls.disk(category, zone, gib, null, null);
    calls.attach(disk, instance);
    calls.detach(disk, instance);
    return disk;
  }

  /** The disks of a group's members, in their order. */
  final List<String> sources(String group) throws Refusal {
    return calls.group(group).members().stream().map(GroupView.Member::sourceDiskId).toList();
  }

  /** Replaces the mode in which a disk is attached; no action makes a shared disk yet. */
  static DiskRow replaceMultiAttach(Tables tables, DiskRow row, String mode) {
    DiskRow changed =
        new DiskRow(
            row.diskId(),
            row.accountId(),
            row.volume(),
            row.regionId(),
            row.zoneId(),
            row.resourceGroupId(),
            row.name(),
            row.description(),
            row.status(),
            row.type(),
            row.category(),
            row.performanceLevel(),
            row.sizeGib(),
            row.provisionedIops(),
            row.burstingEnabled(),
            mode,
            row.instanceId(),
            row.originInstanceId(),
            row.device(),
            row.deleteWithInstance(),
            row.sourceSnapshotId(),
            row.imageId(),
            row.everAttached(),
            row.everExposed(),
            row.inArrears(),
            row.createdAt(),
            row.attachedAt(),
            row.detachedAt());
    tables.disks().remove(row.diskId());
    tables.disks().add(changed);
    return changed;
  }
}
