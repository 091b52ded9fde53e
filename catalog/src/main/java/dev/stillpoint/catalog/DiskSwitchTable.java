package dev.stillpoint.catalog;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/** Switches of disks; both are on until somebody changes them. */
public final class DiskSwitchTable {
  private final Handle handle;

  DiskSwitchTable(Handle handle) {
    this.handle = handle;
  }

  /** The switches of one disk. */
  public DiskSwitchRow of(String diskId) {
    return of(List.of(diskId)).getOrDefault(diskId, new DiskSwitchRow(diskId, true, true));
  }

  /** The switches of those disks that changed one; all others have both on. */
  public Map<String, DiskSwitchRow> of(Collection<String> diskIds) {
    Map<String, DiskSwitchRow> switches = new TreeMap<>();
    if (!diskIds.isEmpty()) {
      handle
          .createQuery("SELECT * FROM disk_switches WHERE disk_id IN (<ids>)")
          .bindList("ids", List.copyOf(diskIds))
          .mapTo(DiskSwitchRow.class)
          .forEach(row -> switches.put(row.diskId(), row));
    }
    return switches;
  }

  /** Changes both. */
  public void put(DiskSwitchRow row) {
    handle
        .createUpdate(
            """
            INSERT INTO disk_switches VALUES (:diskId, :deleteAutoSnapshot, :enableAutoSnapshot)
            ON CONFLICT (disk_id) DO UPDATE SET
              delete_auto_snapshot = :deleteAutoSnapshot, enable_auto_snapshot = :enableAutoSnapshot
            """)
        .bindMethods(row)
        .execute();
  }
}
