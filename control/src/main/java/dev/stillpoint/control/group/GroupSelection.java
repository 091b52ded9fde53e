package dev.stillpoint.control.group;

import dev.stillpoint.catalog.DiskRow;
import dev.stillpoint.catalog.DiskStatus;
import dev.stillpoint.catalog.InstanceStatus;
import dev.stillpoint.catalog.Tables;
import dev.stillpoint.control.fault.GroupError;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.rule.Objections;
import dev.stillpoint.control.snapshot.SnapshotRules;
import dev.stillpoint.control.snapshot.StorageLocations;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Finds the disks that a request selects. */
final class GroupSelection {
  private final String accountId;
  private final GroupForm form;

  GroupSelection(String accountId, GroupForm form) {
    this.accountId = accountId;
    this.form = form;
  }

  /**
   * The disks, in the order of the call, or of their creation; when every objection is asked for,
   * those that are there.
   *
   * @throws Refusal an identifier names nothing, or nothing is selected
   */
  List<DiskRow> find(Tables tables, Objections objections) throws Refusal {
    objections.ask("", () -> StorageLocations.check(tables, accountId, form.storageLocationArn()));
    if (form.instanceId().isEmpty()) {
      return named(tables, objections);
    }
    boolean exists = objections.ask("", () -> instance(tables), false);
    if (!form.diskIds().isEmpty()) {
      return namedOfInstance(tables, objections);
    }
    return exists ? remaining(tables, objections) : List.of();
  }

  private boolean instance(Tables tables) throws Refusal {
    boolean exists =
        tables
            .instances()
            .find(accountId, form.instanceId())
            .filter(row -> row.status() != InstanceStatus.DELETING)
            .isPresent();
    if (!exists) {
      throw new Refusal(GroupError.INVALID_INSTANCE_ID_NOT_FOUND, form.instanceId());
    }
    return true;
  }

  private List<DiskRow> named(Tables tables, Objections objections) throws Refusal {
    List<DiskRow> disks = new ArrayList<>();
    Map<String, DiskRow> there = tables.disks().find(form.diskIds());
    for (String id : form.diskIds()) {
      Optional<DiskRow> disk =
          objections.ask(
              id,
              () -> Optional.of(SnapshotRules.find(tables, accountId, id, there)),
              Optional.empty());
      disk.ifPresent(disks::add);
    }
    return disks;
  }

  private List<DiskRow> namedOfInstance(Tables tables, Objections objections) throws Refusal {
    List<DiskRow> disks = named(tables, objections);
    for (DiskRow disk : disks) {
      objections.ask(
          disk.diskId(),
          () -> {
            if (!form.instanceId().equals(disk.instanceId())
                && tables.diskHolders().find(disk.diskId(), form.instanceId()).isEmpty()) {
              throw new Refusal(GroupError.INVALID_DISK_ID_NOT_FOUND, disk.diskId());
            }
          });
    }
    return disks;
  }

  private List<DiskRow> remaining(Tables tables, Objections objections) throws Refusal {
    for (String id : form.excludeDiskIds()) {
      objections.ask(id, () -> SnapshotRules.own(tables, accountId, id));
    }
    List<DiskRow> held = new ArrayList<>(tables.disks().ofInstance(form.instanceId()));
    tables
        .diskHolders()
        .ofInstance(form.instanceId())
        .forEach(row -> tables.disks().find(row.diskId()).ifPresent(held::add));
    List<DiskRow> disks =
        held.stream()
            .filter(row -> row.status() != DiskStatus.DELETING)
            .filter(row -> !form.excludeDiskIds().contains(row.diskId()))
            .toList();
    objections.ask(
        "",
        () -> {
          if (disks.isEmpty()) {
            throw new Refusal(GroupError.INVALID_INSTANCE_NO_DISK, form.instanceId());
          }
        });
    return disks;
  }

  /** Their identifiers. */
  static Set<String> ids(List<DiskRow> disks) {
    return new TreeSet<>(disks.stream().map(DiskRow::diskId).toList());
  }
}
