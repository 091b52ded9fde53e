package dev.stillpoint.catalog;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/** Which policies are applied to which disks, and what they made. Both go with disk and policy. */
public final class DiskPolicyTable {
  private final Handle handle;

  DiskPolicyTable(Handle handle) {
    this.handle = handle;
  }

  /** Applies a policy to a disk; nothing happens if it is applied already. */
  public void add(DiskPolicyRow row) {
    handle
        .createUpdate(
            """
            INSERT INTO disk_policies (disk_id, policy_id, created_at, settled_at)
            VALUES (:diskId, :policyId, :createdAt, :settledAt)
            ON CONFLICT (disk_id, policy_id) DO NOTHING
            """)
        .bindMethods(row)
        .execute();
  }

  /** What is applied to a disk, in the order of application. */
  public List<DiskPolicyRow> ofDisk(String diskId) {
    return handle
        .createQuery(
            "SELECT * FROM disk_policies WHERE disk_id = :id ORDER BY created_at, policy_id")
        .bind("id", diskId)
        .mapTo(DiskPolicyRow.class)
        .list();
  }

  /** The policies of several disks, each disk's in the order of application. */
  public Map<String, List<String>> ofDisks(Collection<String> diskIds) {
    Map<String, List<String>> policies = new TreeMap<>();
    if (!diskIds.isEmpty()) {
      handle
          .createQuery(
              """
              SELECT * FROM disk_policies WHERE disk_id IN (<ids>)
              ORDER BY disk_id, created_at, policy_id
              """)
          .bindList("ids", List.copyOf(diskIds))
          .mapTo(DiskPolicyRow.class)
          .forEach(row ->
              policies.computeIfAbsent(row.diskId(), _ -> new ArrayList<>()).add(row.policyId()));
    }
    return policies;
  }

  /** The disks that have a policy, in the order of application. */
  public List<DiskPolicyRow> ofPolicy(String policyId) {
    return handle
        .createQuery(
            "SELECT * FROM disk_policies WHERE policy_id = :id ORDER BY created_at, disk_id")
        .bind("id", policyId)
        .mapTo(DiskPolicyRow.class)
        .list();
  }

  /** A part of the disks that have a policy. */
  public Slice<DiskPolicyRow> listOfPolicy(String policyId, Part part) {
    return new Selection("disk_policies", "disk_id")
        .equal("policy_id", policyId)
        .slice(handle, DiskPolicyRow.class, part);
  }

  /** A part of the policies of a disk. */
  public Slice<DiskPolicyRow> listOfDisk(String diskId, Part part) {
    return new Selection("disk_policies", "policy_id")
        .equal("disk_id", diskId)
        .slice(handle, DiskPolicyRow.class, part);
  }

  /** How many disks each of several policies has; one without a disk is left out. */
  public Map<String, Integer> counts(Collection<String> policyIds) {
    Map<String, Integer> counts = new TreeMap<>();
    if (!policyIds.isEmpty()) {
      handle
          .createQuery(
              """
              SELECT policy_id, COUNT(*) AS disks FROM disk_policies WHERE policy_id IN (<ids>)
              GROUP BY policy_id
              """)
          .bindList("ids", List.copyOf(policyIds))
          .map((row, _) -> Map.entry(row.getString("policy_id"), row.getInt("disks")))
          .forEach(count -> counts.put(count.getKey(), count.getValue()));
    }
    return counts;
  }

  /** Takes a policy from a disk. */
  public void remove(String diskId, String policyId) {
    handle
        .createUpdate("DELETE FROM disk_policies WHERE disk_id = :disk AND policy_id = :policy")
        .bind("disk", diskId)
        .bind("policy", policyId)
        .execute();
  }

  /** The policy has done with the disk at that time point. */
  public void settle(String diskId, String policyId, long dueAt) {
    handle
        .createUpdate(
            """
            UPDATE disk_policies SET settled_at = max(settled_at, :at)
            WHERE disk_id = :disk AND policy_id = :policy
            """)
        .bind("disk", diskId)
        .bind("policy", policyId)
        .bind("at", dueAt)
        .execute();
  }

  /** A snapshot is made for a time point of a policy. */
  public void addMade(String snapshotId, String policyId, String diskId, long dueAt) {
    handle
        .createUpdate("INSERT INTO policy_snapshots VALUES (:snapshot, :policy, :disk, :at)")
        .bind("snapshot", snapshotId)
        .bind("policy", policyId)
        .bind("disk", diskId)
        .bind("at", dueAt)
        .execute();
  }

  /** True when a snapshot of the disk was made for that time point and did not fail. */
  public boolean made(String policyId, String diskId, long dueAt) {
    return handle
        .createQuery(
            """
            SELECT EXISTS (SELECT 1 FROM policy_snapshots AS made JOIN snapshots USING (snapshot_id)
              WHERE made.policy_id = :policy AND made.disk_id = :disk AND made.due_at = :at
                AND snapshots.state <> 'FAILED')
            """)
        .bind("policy", policyId)
        .bind("disk", diskId)
        .bind("at", dueAt)
        .mapTo(Boolean.class)
        .one();
  }

  /**
   * How many automatic snapshots of a disk are there or in creation; none that undoes a rollback.
   */
  public int automaticOf(String diskId) {
    return handle
        .createQuery(
            """
            SELECT COUNT(*) FROM snapshots
            WHERE source_disk_id = :id AND type = 'AUTO'
              AND state IN ('INTENDED', 'PROGRESSING', 'ACCOMPLISHED')
              AND NOT EXISTS (SELECT 1 FROM snapshot_groups AS undo
                WHERE undo.group_id = snapshots.group_id AND undo.automatic = 1)
            """)
        .bind("id", diskId)
        .mapTo(Integer.class)
        .one();
  }

  /** The oldest automatic snapshot of a disk that nothing keeps; none that undoes a rollback. */
  public Optional<SnapshotRow> oldestAutomatic(String diskId, long now) {
    return handle
        .createQuery(
            """
            SELECT * FROM snapshots
            WHERE source_disk_id = :id AND type = 'AUTO' AND state = 'ACCOMPLISHED'
              AND NOT EXISTS (SELECT 1 FROM snapshot_groups AS undo
                WHERE undo.group_id = snapshots.group_id AND undo.automatic = 1)
              AND NOT EXISTS (SELECT 1 FROM snapshot_locks AS held
                WHERE held.snapshot_id = snapshots.snapshot_id AND coalesce(held.ends_at > :now, 1))
              AND NOT EXISTS (SELECT 1 FROM image_disks AS used
                WHERE used.snapshot_id = snapshots.snapshot_id)
            ORDER BY created_at LIMIT 1
            """)
        .bind("id", diskId)
        .bind("now", now)
        .mapTo(SnapshotRow.class)
        .findOne();
  }

  /** True when an automatic snapshot of a disk is not complete yet. */
  public boolean automaticUnfinished(String diskId) {
    return handle
        .createQuery(
            """
            SELECT EXISTS (SELECT 1 FROM snapshots
              WHERE source_disk_id = :id AND type = 'AUTO' AND state IN ('INTENDED', 'PROGRESSING'))
            """)
        .bind("id", diskId)
        .mapTo(Boolean.class)
        .one();
  }
}
