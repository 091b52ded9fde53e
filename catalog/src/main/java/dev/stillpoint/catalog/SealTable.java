package dev.stillpoint.catalog;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;

/**
 * Data keys, and which disks and snapshots are sealed under which. A snapshot gets its disk's seal
 * by itself when its row is added; a seal goes with its disk's or snapshot's row, and a data key
 * with the last seal.
 */
public final class SealTable {
  private final Handle handle;

  SealTable(Handle handle) {
    this.handle = handle;
  }

  /** Adds a data key. */
  public void addKey(DataKeyRow row) {
    handle
        .createUpdate(
            """
            INSERT INTO data_keys (data_key, key_id, wrapped) VALUES (:dataKey, :keyId, :wrapped)
            """)
        .bindMethods(row)
        .execute();
  }

  /** The data key of that name; empty when it went, or its master key did. */
  public Optional<DataKeyRow> key(long dataKey) {
    return handle
        .createQuery("SELECT * FROM data_keys WHERE data_key = :key")
        .bind("key", dataKey)
        .mapTo(DataKeyRow.class)
        .findOne();
  }

  /** The data keys that are wrapped under a master key. */
  public List<DataKeyRow> keysUnder(String keyId) {
    return handle
        .createQuery("SELECT * FROM data_keys WHERE key_id = :key")
        .bind("key", keyId)
        .mapTo(DataKeyRow.class)
        .list();
  }

  /** The names of all data keys. */
  public Set<Long> keyNames() {
    return new TreeSet<>(
        handle.createQuery("SELECT data_key FROM data_keys").mapTo(Long.class).list());
  }

  /** Seals a disk that is being made. */
  public void add(SealRow row) {
    handle
        .createUpdate(
            """
            INSERT INTO seals (resource_id, data_key, key_id) VALUES (:resourceId, :dataKey, :keyId)
            """)
        .bindMethods(row)
        .execute();
  }

  /** What a disk or snapshot is sealed under; empty for a plain one. */
  public Optional<SealRow> of(String resourceId) {
    return handle
        .createQuery("SELECT * FROM seals WHERE resource_id = :id")
        .bind("id", resourceId)
        .mapTo(SealRow.class)
        .findOne();
  }

  /** The seals of several, by identifier; a plain one is left out. */
  public Map<String, SealRow> of(Collection<String> resourceIds) {
    Map<String, SealRow> seals = new TreeMap<>();
    if (!resourceIds.isEmpty()) {
      handle
          .createQuery("SELECT * FROM seals WHERE resource_id IN (<ids>)")
          .bindList("ids", List.copyOf(resourceIds))
          .mapTo(SealRow.class)
          .forEach(row -> seals.put(row.resourceId(), row));
    }
    return seals;
  }

  /** Every seal. */
  public List<SealRow> all() {
    return handle
        .createQuery("SELECT * FROM seals ORDER BY resource_id")
        .mapTo(SealRow.class)
        .list();
  }
}
