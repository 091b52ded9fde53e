package dev.stillpoint.control.policy;

import dev.stillpoint.catalog.DiskPolicyRow;
import dev.stillpoint.catalog.DiskRow;
import dev.stillpoint.catalog.GroupRow;
import dev.stillpoint.catalog.PolicyGrouping;
import dev.stillpoint.catalog.SequenceTable.Sequence;
import dev.stillpoint.catalog.SnapshotPolicyRow;
import dev.stillpoint.catalog.SnapshotRow;
import dev.stillpoint.catalog.SnapshotState;
import dev.stillpoint.catalog.SnapshotType;
import dev.stillpoint.catalog.Tables;
import dev.stillpoint.catalog.TagRow;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.foundation.Foundation;
import dev.stillpoint.control.policy.PolicyRuns.Run;
import dev.stillpoint.control.rule.DiskCategory;
import dev.stillpoint.control.rule.TagRules;
import dev.stillpoint.control.snapshot.SnapshotRules;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which disks a run freezes together, and the rows of their snapshots. */
final class RunUnits {
  private static final System.Logger LOG = System.getLogger("dev.stillpoint.control");
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("uuuuMMdd").withZone(Timetable.ZONE);
  private static final int FOR_GOOD = -1;

  private final Foundation foundation;
  private final PolicyLimits limits;

  RunUnits(Foundation foundation, PolicyLimits limits) {
    this.foundation = foundation;
    this.limits = limits;
  }

  /**
   * Disks that one record freezes.
   *
   * @param grouped true when their snapshots are members of a group
   */
  record Unit(List<String> diskIds, boolean grouped) {}

  /** What is left of a run, in the order in which disks got the policy. */
  List<Unit> of(Tables tables, Run run) {
    List<Unit> units = new ArrayList<>();
    Map<String, List<DiskRow>> together = new LinkedHashMap<>();
    for (DiskPolicyRow applied : tables.diskPolicies().ofPolicy(run.policy().policyId())) {
      if (applied.settledAt() < run.dueAt()) {
        DiskRow disk = tables.disks().find(applied.diskId()).orElseThrow();
        String with = with(run.policy().grouping(), disk);
        if (with.isEmpty()) {
          units.add(new Unit(List.of(disk.diskId()), false));
        } else {
          together.computeIfAbsent(with, _ -> new ArrayList<>()).add(disk);
        }
      }
    }
    together.values().forEach(disks -> units.addAll(groups(disks)));
    return units;
  }

  /** What the disks of a group have in common; empty for a disk that is frozen alone. */
  private static String with(PolicyGrouping grouping, DiskRow disk) {
    boolean fit =
        DiskCategory.of(disk.category()).map(DiskCategory::groupable).orElse(false)
            && disk.multiAttach().equals("Disabled");
    if (!fit) {
      return "";
    }
    return switch (grouping) {
      case NONE -> "";
      case INSTANCE -> disk.instanceId() == null ? "" : disk.instanceId();
      case POLICY -> disk.zoneId();
    };
  }

  /** One group; or several, of an instance that has more than a group may have. */
  private List<Unit> groups(List<DiskRow> disks) {
    List<Unit> units = new ArrayList<>();
    List<String> ids = new ArrayList<>();
    long gib = 0;
    for (DiskRow disk : disks) {
      boolean full =
          ids.size() == foundation.limits().groupDisksMax()
              || gib + disk.sizeGib() > foundation.limits().groupGibMax();
      if (full && !ids.isEmpty()) {
        units.add(new Unit(List.copyOf(ids), true));
        ids.clear();
        gib = 0;
      }
      ids.add(disk.diskId());
      gib += disk.sizeGib();
    }
    units.add(new Unit(List.copyOf(ids), true));
    return units;
  }

  /** Writes down the snapshots of those disks that can be frozen now; empty when none can. */
  List<SnapshotRow> intend(Tables tables, Run run, Unit unit) {
    List<DiskRow> disks = new ArrayList<>();
    for (String diskId : unit.diskIds()) {
      tables.disks().find(diskId).filter(disk -> wanted(tables, run, disk)).ifPresent(disks::add);
    }
    if (disks.isEmpty()) {
      return List.of();
    }
    GroupRow group = unit.grouped() ? group(tables, run, disks) : null;
    long engineGroup =
        group == null ? tables.sequences().next(Sequence.GROUP) : group.engineGroup();
    List<SnapshotRow> rows = new ArrayList<>();
    for (DiskRow disk : disks) {
      SnapshotRow row = snapshot(tables, run, disk, group, engineGroup, rows.size());
      tables.snapshots().add(row);
      tables
          .diskPolicies()
          .addMade(row.snapshotId(), run.policy().policyId(), disk.diskId(), run.dueAt());
      if (group != null && disk.instanceId() != null) {
        tables.tags().put(new TagRow(row.snapshotId(), TagRules.CREATED_FROM, disk.instanceId()));
      }
      rows.add(row);
    }
    return rows;
  }

  private boolean wanted(Tables tables, Run run, DiskRow disk) {
    String policyId = run.policy().policyId();
    boolean waiting =
        tables.diskPolicies().ofDisk(disk.diskId()).stream()
            .anyMatch(row -> row.policyId().equals(policyId) && row.settledAt() < run.dueAt());
    if (!waiting || tables.diskPolicies().made(policyId, disk.diskId(), run.dueAt())) {
      return false;
    }
    String reason = reason(tables, disk);
    if (!reason.isEmpty()) {
      LOG.log(
          System.Logger.Level.INFO,
          "policy {0} makes no snapshot of disk {1}: {2}",
          policyId,
          disk.diskId(),
          reason);
    }
    return reason.isEmpty();
  }

  /** Why a disk gets no automatic snapshot now; empty when it does. */
  private String reason(Tables tables, DiskRow disk) {
    if (!tables.diskSwitches().of(disk.diskId()).enableAutoSnapshot()) {
      return "its owner switched them off";
    }
    if (tables.diskPolicies().automaticUnfinished(disk.diskId())) {
      return "the one before is not complete";
    }
    if (tables.diskPolicies().automaticOf(disk.diskId()) >= limits.automaticSnapshotsMax()) {
      return "it has too many, and each of them is kept by something";
    }
    try {
      SnapshotRules.checkAll(
          SnapshotRules.Subject.of(tables, disk, foundation.limits()).automatic());
      return "";
    } catch (Refusal e) {
      return e.getMessage();
    }
  }

  private GroupRow group(Tables tables, Run run, List<DiskRow> disks) {
    DiskRow first = disks.getFirst();
    boolean one =
        first.instanceId() != null
            && disks.stream().allMatch(disk -> first.instanceId().equals(disk.instanceId()));
    long now = foundation.now();
    GroupRow group =
        new GroupRow(
            foundation.identifiers().group(),
            run.policy().accountId(),
            tables.sequences().next(Sequence.GROUP),
            run.policy().regionId(),
            first.resourceGroupId(),
            name(run),
            "",
            one ? first.instanceId() : "",
            SnapshotState.INTENDED,
            false,
            null,
            null,
            now,
            expiry(run.policy(), now));
    tables.groups().add(group);
    return group;
  }

  private SnapshotRow snapshot(
      Tables tables, Run run, DiskRow disk, GroupRow group, long engineGroup, int position) {
    SnapshotPolicyRow policy = run.policy();
    long now = foundation.now();
    return new SnapshotRow(
        group == null
            ? foundation.identifiers().snapshot()
            : foundation.identifiers().member(group.groupId()),
        disk.accountId(),
        group == null ? null : group.groupId(),
        position,
        tables.sequences().next(Sequence.IMAGE),
        engineGroup,
        disk.regionId(),
        disk.resourceGroupId(),
        name(run),
        "",
        SnapshotType.AUTO,
        SnapshotState.INTENDED,
        0,
        "standard",
        disk.diskId(),
        disk.type(),
        disk.volume(),
        disk.sizeGib(),
        policy.retentionDays() == FOR_GOOD ? null : policy.retentionDays(),
        null,
        null,
        now,
        now,
        expiry(policy, now));
  }

  private static Long expiry(SnapshotPolicyRow policy, long now) {
    return policy.retentionDays() == FOR_GOOD
        ? null
        : now + Duration.ofDays(policy.retentionDays()).toMillis();
  }

  /** As the cloud names what its policies make. */
  private static String name(Run run) {
    return "auto2.0_"
        + DAY.format(Instant.ofEpochMilli(run.dueAt()))
        + "_"
        + run.policy().policyId();
  }
}
