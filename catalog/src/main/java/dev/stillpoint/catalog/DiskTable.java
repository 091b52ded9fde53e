package dev.stillpoint.catalog;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;

/** Disks. */
public final class DiskTable {
  private final Handle handle;

  DiskTable(Handle handle) {
    this.handle = handle;
  }

  /** Adds a row. */
  public void add(DiskRow row) {
    handle
        .createUpdate(
            """
            INSERT INTO disks (
              disk_id, account_id, volume, region_id, zone_id, resource_group_id, name, description,
              status, type, category, performance_level, size_gib, provisioned_iops, bursting_enabled,
              multi_attach, instance_id, origin_instance_id, device, delete_with_instance,
              source_snapshot_id, image_id, ever_attached, ever_exposed, in_arrears, created_at,
              attached_at, detached_at)
            VALUES (
              :diskId, :accountId, :volume, :regionId, :zoneId, :resourceGroupId, :name, :description,
              :status, :type, :category, :performanceLevel, :sizeGib, :provisionedIops,
              :burstingEnabled, :multiAttach, :instanceId, :originInstanceId, :device,
              :deleteWithInstance, :sourceSnapshotId, :imageId, :everAttached, :everExposed, :inArrears,
              :createdAt, :attachedAt, :detachedAt)
            """)
        .bindMethods(row)
        .execute();
  }

  /** The row of that identifier, whoever owns it. */
  public Optional<DiskRow> find(String diskId) {
    return handle
        .createQuery("SELECT * FROM disks WHERE disk_id = :id")
        .bind("id", diskId)
        .mapTo(DiskRow.class)
        .findOne();
  }

  /** The rows of several identifiers; one that does not exist is left out. */
  public Map<String, DiskRow> find(Collection<String> diskIds) {
    Map<String, DiskRow> rows = new TreeMap<>();
    if (!diskIds.isEmpty()) {
      handle
          .createQuery("SELECT * FROM disks WHERE disk_id IN (<ids>)")
          .bindList("ids", List.copyOf(diskIds))
          .mapTo(DiskRow.class)
          .forEach(row -> rows.put(row.diskId(), row));
    }
    return rows;
  }

  /** The row of that identifier, if that account owns it. */
  public Optional<DiskRow> find(String accountId, String diskId) {
    return find(diskId).filter(row -> row.accountId().equals(accountId));
  }

  /** The rows that match; none that is going. */
  public Slice<DiskRow> list(DiskFilter filter, Part part) {
    return new Selection("disks", "disk_id")
        .equal("account_id", filter.accountId())
        .and("status <> 'DELETING'")
        .oneOf("disk_id", filter.ids())
        .and(
            """
            (instance_id = ?
              OR disk_id IN (SELECT disk_id FROM disk_holders WHERE instance_id = ?))
            """,
            filter.instanceId())
        .equal("zone_id", filter.zoneId())
        .equal("source_snapshot_id", filter.sourceSnapshotId())
        .equal("name", filter.name())
        .equal("resource_group_id", filter.resourceGroupId())
        .equal("type", filter.type())
        .equal("category", filter.category())
        .equal("status", filter.status())
        .equal("delete_with_instance", filter.deleteWithInstance())
        .and(switched("delete_auto_snapshot", filter.deleteAutoSnapshot()))
        .and(switched("enable_auto_snapshot", filter.enableAutoSnapshot()))
        .and(
            "disk_id IN (SELECT disk_id FROM disk_policies WHERE policy_id = ?)", filter.policyId())
        .and(underPolicy(filter.underPolicy()))
        .equal("multi_attach", filter.multiAttach())
        .and(
            """
            instance_id IN (SELECT instance_id FROM instances
              WHERE instr(',' || lock_reasons || ',', ',' || ? || ',') > 0)
            """,
            filter.lockReason())
        .and("created_at >= ?", filter.createdFrom())
        .and("created_at <= ?", filter.createdTo())
        .tagged(filter.tags())
        .sealed(filter.seal())
        .slice(handle, DiskRow.class, part);
  }

  private static String switched(String column, Boolean on) {
    if (on == null) {
      return "1 = 1";
    }
    return "disk_id "
        + (on ? "NOT IN" : "IN")
        + " (SELECT disk_id FROM disk_switches WHERE "
        + column
        + " = 0)";
  }

  private static String underPolicy(Boolean one) {
    if (one == null) {
      return "1 = 1";
    }
    return "disk_id " + (one ? "IN" : "NOT IN") + " (SELECT disk_id FROM disk_policies)";
  }

  /** The disks of an instance, whatever their status, the system disk first, then by device. */
  public List<DiskRow> ofInstance(String instanceId) {
    return handle
        .createQuery(
            """
            SELECT * FROM disks WHERE instance_id = :id ORDER BY device, disk_id
            """)
        .bind("id", instanceId)
        .mapTo(DiskRow.class)
        .list();
  }

  /** The system disks that an instance was made with, wherever they are now. */
  public List<DiskRow> madeWith(String instanceId) {
    return handle
        .createQuery("SELECT * FROM disks WHERE origin_instance_id = :id ORDER BY disk_id")
        .bind("id", instanceId)
        .mapTo(DiskRow.class)
        .list();
  }

  /** The disk whose bytes are that volume's. */
  public Optional<DiskRow> ofVolume(long volume) {
    return handle
        .createQuery("SELECT * FROM disks WHERE volume = :volume")
        .bind("volume", volume)
        .mapTo(DiskRow.class)
        .findOne();
  }

  /** Every disk, oldest first. */
  public List<DiskRow> all() {
    return handle
        .createQuery(
            """
            SELECT * FROM disks ORDER BY created_at, disk_id
            """)
        .mapTo(DiskRow.class)
        .list();
  }

  /** Every disk whose status is an intent. */
  public List<DiskRow> inTransition() {
    return handle
        .createQuery(
            """
            SELECT * FROM disks WHERE status NOT IN ('AVAILABLE', 'IN_USE') ORDER BY created_at, disk_id
            """)
        .mapTo(DiskRow.class)
        .list();
  }

  /** Changes where a disk stands. */
  public void setStatus(String diskId, DiskStatus status) {
    handle
        .createUpdate(
            """
            UPDATE disks SET status = :status WHERE disk_id = :id
            """)
        .bind("id", diskId)
        .bind("status", status)
        .execute();
  }

  /** Binds a disk to an instance; it is ATTACHING. */
  public void bind(String diskId, String instanceId, String device, boolean deleteWithInstance) {
    handle
        .createUpdate(
            """
            UPDATE disks SET status = 'ATTACHING', instance_id = :instance, device = :device,
              delete_with_instance = :with
            WHERE disk_id = :id
            """)
        .bind("id", diskId)
        .bind("instance", instanceId)
        .bind("device", device)
        .bind("with", deleteWithInstance)
        .execute();
  }

  /** A bound disk is attached since then. */
  public void setAttached(String diskId, long attachedAt) {
    handle
        .createUpdate(
            """
            UPDATE disks SET status = 'IN_USE', attached_at = :at, detached_at = NULL, ever_attached = 1
            WHERE disk_id = :id
            """)
        .bind("id", diskId)
        .bind("at", attachedAt)
        .execute();
  }

  /** A disk hangs off nothing and never did; for an attachment that was given up. */
  public void unbind(String diskId) {
    handle
        .createUpdate(
            """
            UPDATE disks SET status = 'AVAILABLE', instance_id = NULL, device = ''
            WHERE disk_id = :id
            """)
        .bind("id", diskId)
        .execute();
  }

  /** Changes whether a disk goes with its instance. */
  public void setDeleteWithInstance(String diskId, boolean deleteWithInstance) {
    handle
        .createUpdate(
            """
            UPDATE disks SET delete_with_instance = :with WHERE disk_id = :id
            """)
        .bind("id", diskId)
        .bind("with", deleteWithInstance)
        .execute();
  }

  /** Changes what a disk is called. */
  public void setTexts(String diskId, String name, String description) {
    handle
        .createUpdate(
            """
            UPDATE disks SET name = :name, description = :description WHERE disk_id = :id
            """)
        .bind("id", diskId)
        .bind("name", name)
        .bind("description", description)
        .execute();
  }

  /** A new disk may be held by several instances. */
  public void setMultiAttach(String diskId) {
    handle
        .createUpdate("UPDATE disks SET multi_attach = 'Enabled' WHERE disk_id = :id")
        .bind("id", diskId)
        .execute();
  }

  /** Changes whether a disk may burst. */
  public void setBursting(String diskId, boolean bursting) {
    handle
        .createUpdate(
            """
            UPDATE disks SET bursting_enabled = :bursting WHERE disk_id = :id
            """)
        .bind("id", diskId)
        .bind("bursting", bursting)
        .execute();
  }

  /** A disk hangs off nothing since then; the device that it was is no more. */
  public void setDetached(String diskId, long detachedAt) {
    new DiskResizeTable(handle).shownOf(diskId);
    new MarkTable(handle).freshen(diskId);
    handle
        .createUpdate(
            """
            UPDATE disks SET status = 'AVAILABLE', instance_id = NULL, device = '', attached_at = NULL,
              detached_at = :at
            WHERE disk_id = :id
            """)
        .bind("id", diskId)
        .bind("at", detachedAt)
        .execute();
  }

  /** Every disk of an instance was exposed to a client. */
  public void setExposed(String instanceId) {
    handle
        .createUpdate(
            """
            UPDATE disks SET ever_exposed = 1 WHERE ever_exposed = 0 AND (instance_id = :id
              OR disk_id IN (SELECT disk_id FROM disk_holders WHERE instance_id = :id))
            """)
        .bind("id", instanceId)
        .execute();
  }

  /** Changes whether a disk is past its expiry date. */
  public void setInArrears(String diskId, boolean inArrears) {
    handle
        .createUpdate(
            """
            UPDATE disks SET in_arrears = :arrears WHERE disk_id = :id
            """)
        .bind("id", diskId)
        .bind("arrears", inArrears)
        .execute();
  }

  /** The given snapshots that some existing disk was made from. */
  public Set<String> sourcesAmong(Collection<String> snapshotIds) {
    if (snapshotIds.isEmpty()) {
      return Set.of();
    }
    return new TreeSet<>(
        handle
            .createQuery(
                """
                SELECT DISTINCT source_snapshot_id FROM disks
                WHERE source_snapshot_id IN (<ids>) AND status <> 'DELETING'
                """)
            .bindList("ids", List.copyOf(snapshotIds))
            .mapTo(String.class)
            .list());
  }

  /** Removes a row with its tags. */
  public void remove(String diskId) {
    new TagTable(handle).removeAll(diskId);
    handle.createUpdate("DELETE FROM disks WHERE disk_id = :id").bind("id", diskId).execute();
  }
}
