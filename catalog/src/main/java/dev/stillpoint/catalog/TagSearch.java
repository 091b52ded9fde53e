package dev.stillpoint.catalog;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** A SELECT over the tags of one kind of resource; every value is bound. */
final class TagSearch {
  private final Handle handle;
  private final TagQuery query;
  private final Map<String, Object> values = new LinkedHashMap<>();

  TagSearch(Handle handle, TagQuery query) {
    this.handle = handle;
    this.query = query;
  }

  List<TagRow> rows(TagRow after, int limit) {
    if (query.ids() != null && query.ids().isEmpty()) {
      return List.of();
    }
    StringBuilder sql =
        new StringBuilder("WITH r AS (")
            .append(query.kind().select())
            .append(" AND account_id = ")
            .append(value(query.accountId()))
            .append("), labels AS (SELECT resource_id, key, value FROM tags");
    if (query.withResourceGroup()) {
      sql.append(" UNION ALL SELECT resource_id, ")
          .append(value(TagQuery.RESOURCE_GROUP))
          .append(", resource_group_id FROM r");
    }
    sql.append(") SELECT l.resource_id, l.key, l.value")
        .append(" FROM r JOIN labels l ON l.resource_id = r.resource_id WHERE 1 = 1");
    if (query.ids() != null) {
      sql.append(" AND r.resource_id IN (<ids>)");
    }
    query.exact().forEach(tag -> sql.append(having(exact(tag))));
    query.fuzzy().forEach(tag -> sql.append(having(fuzzy(tag))));
    if (after != null) {
      sql.append(" AND (l.resource_id, l.key) > (")
          .append(value(after.resourceId()))
          .append(", ")
          .append(value(after.key()))
          .append(")");
    }
    sql.append(" ORDER BY l.resource_id, l.key LIMIT ").append(value(limit));
    try (Query select = handle.createQuery(sql.toString())) {
      values.forEach(select::bind);
      if (query.ids() != null) {
        select.bindList("ids", List.copyOf(query.ids()));
      }
      return select.mapTo(TagRow.class).list();
    }
  }

  private static String having(String condition) {
    return " AND r.resource_id IN (SELECT resource_id FROM labels WHERE " + condition + ")";
  }

  private String exact(TagFilter tag) {
    String key = "key = " + value(tag.key());
    return tag.value() == null ? key : key + " AND value = " + value(tag.value());
  }

  private String fuzzy(TagQuery.FuzzyTag tag) {
    String key = "key GLOB " + value(Selection.literalButStars(tag.key()));
    if (tag.values().isEmpty()) {
      return key;
    }
    return key
        + tag.values().stream()
            .map(pattern -> "value GLOB " + value(Selection.literalButStars(pattern)))
            .collect(Collectors.joining(" OR ", " AND (", ")"));
  }

  private String value(Object value) {
    String name = "v" + values.size();
    values.put(name, value);
    return ":" + name;
  }
}
