package dev.stillpoint.catalog;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/** Which instances hold the disks that several may hold. */
public final class DiskHolderTable {
  private final Handle handle;

  DiskHolderTable(Handle handle) {
    this.handle = handle;
  }

  /** An instance begins to hold a disk. */
  public void add(String diskId, String instanceId, String device) {
    handle
        .createUpdate(
            "INSERT INTO disk_holders VALUES (:disk, :instance, :device, 'ATTACHING', NULL)")
        .bind("disk", diskId)
        .bind("instance", instanceId)
        .bind("device", device)
        .execute();
  }

  /** The hold of one instance on one disk. */
  public Optional<DiskHolderRow> find(String diskId, String instanceId) {
    return ofDisk(diskId).stream().filter(row -> row.instanceId().equals(instanceId)).findFirst();
  }

  /** The holders of a disk, whatever their state, in the order of their names. */
  public List<DiskHolderRow> ofDisk(String diskId) {
    return ofDisks(List.of(diskId)).getOrDefault(diskId, List.of());
  }

  /** The holders of several disks. */
  public Map<String, List<DiskHolderRow>> ofDisks(Collection<String> diskIds) {
    Map<String, List<DiskHolderRow>> holders = new TreeMap<>();
    if (!diskIds.isEmpty()) {
      handle
          .createQuery(
              """
              SELECT * FROM disk_holders WHERE disk_id IN (<ids>) ORDER BY disk_id, instance_id
              """)
          .bindList("ids", List.copyOf(diskIds))
          .mapTo(DiskHolderRow.class)
          .forEach(row -> holders.computeIfAbsent(row.diskId(), _ -> new ArrayList<>()).add(row));
    }
    return holders;
  }

  /** What an instance holds together with others, whatever the state. */
  public List<DiskHolderRow> ofInstance(String instanceId) {
    return handle
        .createQuery("SELECT * FROM disk_holders WHERE instance_id = :id ORDER BY disk_id")
        .bind("id", instanceId)
        .mapTo(DiskHolderRow.class)
        .list();
  }

  /** Every hold that is on its way. */
  public List<DiskHolderRow> inTransition() {
    return handle
        .createQuery(
            "SELECT * FROM disk_holders WHERE state <> 'ATTACHED' ORDER BY disk_id, instance_id")
        .mapTo(DiskHolderRow.class)
        .list();
  }

  /** An instance holds a disk since then. */
  public void setAttached(String diskId, String instanceId, long at) {
    handle
        .createUpdate(
            """
            UPDATE disk_holders SET state = 'ATTACHED', attached_at = :at
            WHERE disk_id = :disk AND instance_id = :instance
            """)
        .bind("disk", diskId)
        .bind("instance", instanceId)
        .bind("at", at)
        .execute();
  }

  /** An instance is about to let go of a disk. */
  public void setDetaching(String diskId, String instanceId) {
    handle
        .createUpdate(
            """
            UPDATE disk_holders SET state = 'DETACHING'
            WHERE disk_id = :disk AND instance_id = :instance
            """)
        .bind("disk", diskId)
        .bind("instance", instanceId)
        .execute();
  }

  /** An instance holds a disk no longer, or never did. */
  public void remove(String diskId, String instanceId) {
    new MarkTable(handle).freshen(DiskHolderRow.name(instanceId, diskId));
    handle
        .createUpdate("DELETE FROM disk_holders WHERE disk_id = :disk AND instance_id = :instance")
        .bind("disk", diskId)
        .bind("instance", instanceId)
        .execute();
  }
}
