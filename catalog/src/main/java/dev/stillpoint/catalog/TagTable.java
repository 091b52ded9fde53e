package dev.stillpoint.catalog;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Tags of every kind of resource. */
public final class TagTable {
  private final Handle handle;

  TagTable(Handle handle) {
    this.handle = handle;
  }

  /** Sets a tag; an older value of the key is replaced. */
  public void put(TagRow tag) {
    put(List.of(tag));
  }

  /** Sets tags; older values of the same keys are replaced. */
  public void put(Collection<TagRow> tags) {
    if (tags.isEmpty()) {
      return;
    }
    PreparedBatch batch =
        handle.prepareBatch(
            """
            INSERT INTO tags (resource_id, key, value) VALUES (:resourceId, :key, :value)
            ON CONFLICT (resource_id, key) DO UPDATE SET value = excluded.value
            """);
    for (TagRow tag : tags) {
      batch
          .bind("resourceId", tag.resourceId())
          .bind("key", tag.key())
          .bind("value", tag.value())
          .add();
    }
    batch.execute();
  }

  /**
   * The tags of several resources, each in the order of keys; a resource without one is left out.
   */
  public Map<String, List<TagRow>> of(Collection<String> resourceIds) {
    Map<String, List<TagRow>> tags = new TreeMap<>();
    if (!resourceIds.isEmpty()) {
      handle
          .createQuery("SELECT * FROM tags WHERE resource_id IN (<ids>) ORDER BY resource_id, key")
          .bindList("ids", List.copyOf(resourceIds))
          .mapTo(TagRow.class)
          .forEach(tag -> tags.computeIfAbsent(tag.resourceId(), _ -> new ArrayList<>()).add(tag));
    }
    return tags;
  }

  /** The tags that match, in the order of resources and keys, behind a place. */
  public List<TagRow> list(TagQuery query, TagRow after, int limit) {
    return new TagSearch(handle, query).rows(after, limit);
  }

  /** Resources that have tags and are not there. */
  public List<String> strays() {
    String there =
        Arrays.stream(ResourceKind.values())
            .map(kind -> "SELECT resource_id FROM (" + kind.selectAll() + ")")
            .collect(Collectors.joining(" UNION ALL "));
    return handle
        .createQuery(
            "SELECT DISTINCT resource_id FROM tags WHERE resource_id NOT IN (" + there + ")")
        .mapTo(String.class)
        .list();
  }

  /** Removes one tag; one that is not there is no error. */
  public void remove(String resourceId, String key) {
    handle
        .createUpdate("DELETE FROM tags WHERE resource_id = :id AND key = :key")
        .bind("id", resourceId)
        .bind("key", key)
        .execute();
  }

  /** Removes every tag of a resource that goes. */
  public void removeAll(String resourceId) {
    handle
        .createUpdate("DELETE FROM tags WHERE resource_id = :id")
        .bind("id", resourceId)
        .execute();
  }
}
