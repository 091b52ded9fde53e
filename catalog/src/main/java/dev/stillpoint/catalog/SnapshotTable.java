package dev.stillpoint.catalog;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Snapshots, alone or in groups. */
public final class SnapshotTable {
  private static final String USED_BY_DISK =
      """
      EXISTS (SELECT 1 FROM disks
        WHERE source_snapshot_id = snapshots.snapshot_id AND status <> 'DELETING')
      """;
  private static final String USED_BY_IMAGE =
      "EXISTS (SELECT 1 FROM image_disks AS used WHERE used.snapshot_id = snapshots.snapshot_id)";

  private final Handle handle;

  SnapshotTable(Handle handle) {
    this.handle = handle;
  }

  /** Adds a row. */
  public void add(SnapshotRow row) {
    add(List.of(row));
  }

  /** Adds rows. */
  public void add(Collection<SnapshotRow> rows) {
    PreparedBatch batch =
        handle.prepareBatch(
            """
            INSERT INTO snapshots (
              snapshot_id, account_id, group_id, position, image, engine_group, region_id,
              resource_group_id, name, description, type, state, progress, category, source_disk_id,
              source_disk_type, source_volume, size_gib, retention_days, cut_lsn, cut_at, created_at,
              modified_at, expires_at)
            VALUES (
              :snapshotId, :accountId, :groupId, :position, :image, :engineGroup, :regionId,
              :resourceGroupId, :name, :description, :type, :state, :progress, :category, :sourceDiskId,
              :sourceDiskType, :sourceVolume, :sizeGib, :retentionDays, :cutLsn, :cutAt, :createdAt,
              :modifiedAt, :expiresAt)
            """);
    rows.forEach(row -> batch.bindMethods(row).add());
    batch.execute();
  }

  /** The row of that identifier, whoever owns it. */
  public Optional<SnapshotRow> find(String snapshotId) {
    return handle
        .createQuery("SELECT * FROM snapshots WHERE snapshot_id = :id")
        .bind("id", snapshotId)
        .mapTo(SnapshotRow.class)
        .findOne();
  }

  /** The row of that identifier, if that account owns it. */
  public Optional<SnapshotRow> find(String accountId, String snapshotId) {
    return find(snapshotId).filter(row -> row.accountId().equals(accountId));
  }

  /** The snapshot whose bytes are that image's. */
  public Optional<SnapshotRow> ofImage(long image) {
    return handle
        .createQuery("SELECT * FROM snapshots WHERE image = :image")
        .bind("image", image)
        .mapTo(SnapshotRow.class)
        .findOne();
  }

  /** The rows that match; none that is going. */
  public Slice<SnapshotRow> list(SnapshotFilter filter, Part part) {
    Selection selection =
        new Selection("snapshots", "snapshot_id")
            .equal("account_id", filter.accountId())
            .and("state <> 'DELETING'")
            .countedBy("SELECT present FROM snapshot_counts WHERE account_id = :v0")
            .oneOf("snapshot_id", filter.ids())
            .equal("source_disk_id", filter.diskId())
            .and(
                "source_disk_id IN (SELECT disk_id FROM disks WHERE instance_id = ?)",
                filter.instanceId())
            .equal("name", filter.name())
            .equal("resource_group_id", filter.resourceGroupId())
            .equal("type", filter.type())
            .equal("source_disk_type", filter.sourceDiskType())
            .oneOf("state", filter.states())
            .equal("category", filter.category())
            .and("created_at >= ?", filter.createdFrom())
            .and("created_at <= ?", filter.createdTo())
            .tagged(filter.tags())
            .sealed(filter.seal());
    if (filter.usage() != null) {
      boolean disk = List.of(SnapshotUsage.DISK, SnapshotUsage.IMAGE_DISK).contains(filter.usage());
      boolean image =
          List.of(SnapshotUsage.IMAGE, SnapshotUsage.IMAGE_DISK).contains(filter.usage());
      selection.and((disk ? "" : "NOT ") + USED_BY_DISK).and((image ? "" : "NOT ") + USED_BY_IMAGE);
    }
    return selection.slice(handle, SnapshotRow.class, part);
  }

  /** The members of several groups that are not going, each group's in order. */
  public Map<String, List<SnapshotRow>> ofGroups(Collection<String> groupIds) {
    Map<String, List<SnapshotRow>> members = new TreeMap<>();
    if (!groupIds.isEmpty()) {
      handle
          .createQuery(
              """
              SELECT * FROM snapshots WHERE group_id IN (<ids>) AND state <> 'DELETING'
              ORDER BY group_id, position
              """)
          .bindList("ids", List.copyOf(groupIds))
          .mapTo(SnapshotRow.class)
          .forEach(row -> members.computeIfAbsent(row.groupId(), _ -> new ArrayList<>()).add(row));
    }
    return members;
  }

  /** The groups that some of several snapshots belong to. */
  public Set<String> groupsOf(Collection<String> snapshotIds) {
    return new TreeSet<>(
        handle
            .createQuery(
                """
                SELECT DISTINCT group_id FROM snapshots
                WHERE snapshot_id IN (<ids>) AND group_id IS NOT NULL
                """)
            .bindList("ids", List.copyOf(snapshotIds))
            .mapTo(String.class)
            .list());
  }

  /** The members of a group, whatever their state, in order. */
  public List<SnapshotRow> ofGroup(String groupId) {
    return handle
        .createQuery(
            """
            SELECT * FROM snapshots WHERE group_id = :id ORDER BY position
            """)
        .bind("id", groupId)
        .mapTo(SnapshotRow.class)
        .list();
  }

  /** Every snapshot, oldest first. */
  public List<SnapshotRow> all() {
    return handle
        .createQuery(
            """
            SELECT * FROM snapshots ORDER BY created_at, snapshot_id
            """)
        .mapTo(SnapshotRow.class)
        .list();
  }

  /** Every snapshot whose state is an intent or an upload. */
  public List<SnapshotRow> inTransition() {
    return handle
        .createQuery(
            """
            SELECT * FROM snapshots WHERE state IN ('INTENDED', 'PROGRESSING', 'DELETING')
            ORDER BY created_at, snapshot_id
            """)
        .mapTo(SnapshotRow.class)
        .list();
  }

  /**
   * Snapshots outside groups, or with retention days of their own, whose time has come and which
   * neither a lock nor an image holds, at most {@code limit}.
   */
  public List<SnapshotRow> expired(long now, int limit) {
    return handle
        .createQuery(
            """
            SELECT * FROM snapshots WHERE expires_at <= :now AND state <> 'DELETING'
              AND (group_id IS NULL OR retention_days IS NOT NULL)
              AND NOT EXISTS (SELECT 1 FROM snapshot_locks AS held
                WHERE held.snapshot_id = snapshots.snapshot_id AND coalesce(held.ends_at > :now, 1))
              AND NOT EXISTS (SELECT 1 FROM image_disks AS used
                WHERE used.snapshot_id = snapshots.snapshot_id)
            ORDER BY expires_at LIMIT :limit
            """)
        .bind("now", now)
        .bind("limit", limit)
        .mapTo(SnapshotRow.class)
        .list();
  }

  /** How many snapshots a disk has that clients asked for. */
  public int manualOf(String diskId) {
    return manualOf(List.of(diskId)).getOrDefault(diskId, 0);
  }

  /** How many snapshots each of several disks has that clients asked for; none is left out. */
  public Map<String, Integer> manualOf(Collection<String> diskIds) {
    return counts("SELECT disk_id, manual FROM snapshot_links WHERE disk_id IN (<ids>)", diskIds);
  }

  /** How many snapshots of a disk are not complete yet. */
  public int unfinishedOf(String diskId) {
    return unfinishedOf(List.of(diskId)).getOrDefault(diskId, 0);
  }

  /** How many snapshots of each of several disks are not complete yet; none is left out. */
  public Map<String, Integer> unfinishedOf(Collection<String> diskIds) {
    return counts(
        "SELECT disk_id, unfinished FROM snapshot_links WHERE disk_id IN (<ids>)", diskIds);
  }

  private Map<String, Integer> counts(String query, Collection<String> ids) {
    Map<String, Integer> counts = new TreeMap<>();
    if (!ids.isEmpty()) {
      handle
          .createQuery(query)
          .bindList("ids", List.copyOf(ids))
          .map((row, _) -> Map.entry(row.getString(1), row.getInt(2)))
          .forEach(entry -> counts.put(entry.getKey(), entry.getValue()));
    }
    return counts;
  }

  /** How many members of a group are left. */
  public int countOfGroup(String groupId) {
    return handle
        .createQuery("SELECT COUNT(*) FROM snapshots WHERE group_id = :id")
        .bind("id", groupId)
        .mapTo(Integer.class)
        .one();
  }

  /** Changes where a snapshot stands. */
  public void setState(String snapshotId, SnapshotState state, long modifiedAt) {
    handle
        .createUpdate(
            """
            UPDATE snapshots SET state = :state, modified_at = :at WHERE snapshot_id = :id
            """)
        .bind("id", snapshotId)
        .bind("state", state)
        .bind("at", modifiedAt)
        .execute();
  }

  /**
   * Changes what a snapshot is called and how long it is kept; null leaves it.
   *
   * @param retentionDays with {@code expiresAt}, or both null
   */
  public void describe(
      String snapshotId,
      String name,
      String description,
      Integer retentionDays,
      Long expiresAt,
      long modifiedAt) {
    handle
        .createUpdate(
            """
            UPDATE snapshots SET name = coalesce(:name, name),
              description = coalesce(:description, description),
              retention_days = coalesce(:days, retention_days),
              expires_at = coalesce(:expiresAt, expires_at), modified_at = :at
            WHERE snapshot_id = :id
            """)
        .bind("id", snapshotId)
        .bind("name", name)
        .bind("description", description)
        .bind("days", retentionDays)
        .bind("expiresAt", expiresAt)
        .bind("at", modifiedAt)
        .execute();
  }

  /** Moves a snapshot to another category. */
  public void setCategory(String snapshotId, String category, long modifiedAt) {
    handle
        .createUpdate(
            """
            UPDATE snapshots SET category = :category, modified_at = :at WHERE snapshot_id = :id
            """)
        .bind("id", snapshotId)
        .bind("category", category)
        .bind("at", modifiedAt)
        .execute();
  }

  /** Those of several snapshots that images were made from. */
  public Set<String> imagedAmong(Collection<String> snapshotIds) {
    if (snapshotIds.isEmpty()) {
      return Set.of();
    }
    return new TreeSet<>(
        handle
            .createQuery("SELECT snapshot_id FROM image_disks WHERE snapshot_id IN (<ids>)")
            .bindList("ids", List.copyOf(snapshotIds))
            .mapTo(String.class)
            .list());
  }

  /** Snapshots were frozen at that record and time; they are PROGRESSING. */
  public void setCut(Collection<String> snapshotIds, long cutLsn, long cutAt) {
    setCut(snapshotIds, SnapshotState.PROGRESSING, 0, cutLsn, cutAt);
  }

  /** Snapshots were frozen at that record and time, and nothing is left to do; ACCOMPLISHED. */
  public void setCutComplete(Collection<String> snapshotIds, long cutLsn, long cutAt) {
    setCut(snapshotIds, SnapshotState.ACCOMPLISHED, 100, cutLsn, cutAt);
  }

  private void setCut(
      Collection<String> snapshotIds, SnapshotState state, int percent, long cutLsn, long cutAt) {
    handle
        .createUpdate(
            """
            UPDATE snapshots SET state = :state, progress = max(progress, :percent),
              cut_lsn = :lsn, cut_at = :at, modified_at = :at
            WHERE snapshot_id IN (<ids>)
            """)
        .bindList("ids", List.copyOf(snapshotIds))
        .bind("state", state)
        .bind("percent", percent)
        .bind("lsn", cutLsn)
        .bind("at", cutAt)
        .execute();
  }

  /** An upload is so far; it only grows, and 100 makes the snapshots ACCOMPLISHED. */
  public void setProgress(Collection<String> snapshotIds, int percent, long modifiedAt) {
    handle
        .createUpdate(
            """
            UPDATE snapshots SET progress = max(progress, :percent), modified_at = :at,
              state = CASE WHEN :percent >= 100 THEN 'ACCOMPLISHED' ELSE state END
            WHERE snapshot_id IN (<ids>) AND state = 'PROGRESSING'
            """)
        .bindList("ids", List.copyOf(snapshotIds))
        .bind("percent", percent)
        .bind("at", modifiedAt)
        .execute();
  }

  /** The time of the automatic snapshots of a disk that belong to no group has come. */
  public void expireAutomatic(String diskId, long now) {
    handle
        .createUpdate(
            """
            UPDATE snapshots SET expires_at = min(coalesce(expires_at, :now), :now)
            WHERE source_disk_id = :id AND type = 'AUTO' AND group_id IS NULL
            """)
        .bind("id", diskId)
        .bind("now", now)
        .execute();
  }

  /** Removes a row with its tags and what is left of its lock. */
  public void remove(String snapshotId) {
    new TagTable(handle).removeAll(snapshotId);
    new SnapshotLockTable(handle).remove(snapshotId);
    handle
        .createUpdate("DELETE FROM snapshots WHERE snapshot_id = :id")
        .bind("id", snapshotId)
        .execute();
  }
}
