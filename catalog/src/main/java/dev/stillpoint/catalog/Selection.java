package dev.stillpoint.catalog;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * A SELECT over one table that grows by conditions; every value is bound, none becomes part of the
 * text.
 */
final class Selection {
  private static final Pattern STARS = Pattern.compile("\\*+");

  /** Half of them are no stars, and no text that is looked for has so many characters. */
  private static final int PATTERN_CHARS_MAX = 1024;

  private final String table;
  private final String id;
  private final StringBuilder where = new StringBuilder("1 = 1");
  private final Map<String, Object> values = new LinkedHashMap<>();
  private final Map<String, List<String>> lists = new LinkedHashMap<>();
  private boolean nothing;
  private String counted = "";

  Selection(String table, String id) {
    this.table = table;
    this.id = id;
  }

  /** Adds a fixed condition. */
  Selection and(String condition) {
    counted = "";
    where.append(" AND (").append(condition).append(')');
    return this;
  }

  /** Adds a condition with one value at {@code ?}, unless the value is null. */
  Selection and(String condition, Object value) {
    if (value != null) {
      String name = "v" + values.size();
      and(condition.replace("?", ":" + name));
      values.put(name, value instanceof Enum<?> constant ? constant.name() : value);
    }
    return this;
  }

  Selection equal(String column, Object value) {
    return and(column + " = ?", value);
  }

  /** A text that is equal, or matches where {@code *} stands for any characters. */
  Selection named(String column, String pattern) {
    return pattern != null && pattern.contains("*")
        ? and(column + " GLOB ?", literalButStars(pattern))
        : equal(column, pattern);
  }

  /**
   * The pattern for GLOB, in which nothing but a star is special. GLOB fails on patterns that are
   * too long; one that is cut asks for more characters than any text has, and so does its whole.
   */
  static String literalButStars(String pattern) {
    String once = STARS.matcher(pattern).replaceAll("*");
    String bounded = once.substring(0, Math.min(once.length(), PATTERN_CHARS_MAX));
    return bounded.replace("[", "[[]").replace("?", "[?]");
  }

  /** One of the values, unless the list is null; an empty list matches nothing. */
  Selection oneOf(String column, List<?> allowed) {
    if (allowed != null) {
      nothing |= allowed.isEmpty();
      String name = "l" + lists.size();
      and(column + " IN (<" + name + ">)");
      lists.put(name, allowed.stream().map(Selection::text).toList());
    }
    return this;
  }

  private static String text(Object value) {
    return value instanceof Enum<?> constant ? constant.name() : value.toString();
  }

  /** How many rows match the conditions so far is asked with this query of one number. */
  Selection countedBy(String query) {
    counted = query;
    return this;
  }

  /** All tags must be there. */
  Selection tagged(List<TagFilter> tags) {
    if (tags != null) {
      for (TagFilter tag : tags) {
        String key = "k" + values.size();
        values.put(key, tag.key());
        String labelled = id + " IN (SELECT resource_id FROM tags WHERE key = :" + key;
        if (tag.value() == null) {
          and(labelled + ")");
        } else {
          and(labelled + " AND value = ?)", tag.value());
        }
      }
    }
    return this;
  }

  /** Sealed so, unless the filter is null. */
  Selection sealed(SealFilter seal) {
    if (seal == null) {
      return this;
    }
    if (seal.sealed() != null) {
      and(
          (seal.sealed() ? "" : "NOT ")
              + "EXISTS (SELECT 1 FROM seals WHERE resource_id = "
              + id
              + ")");
    }
    return and(id + " IN (SELECT resource_id FROM seals WHERE key_id = ?)", seal.keyId());
  }

  /** The rows of one part, with the number of all that match. */
  <T> Slice<T> slice(Handle handle, Class<T> type, Part part) {
    if (nothing) {
      return Slice.empty();
    }
    String behind = part.after() == null ? "" : " AND (created_at, " + id + ") > (:at, :id)";
    String sql =
        "SELECT * FROM "
            + table
            + " WHERE "
            + where
            + behind
            + " ORDER BY created_at, "
            + id
            + " LIMIT :limit OFFSET :offset";
    try (Query query = bound(handle, sql)) {
      if (part.after() != null) {
        query.bind("at", part.after().createdAt()).bind("id", part.after().id());
      }
      List<T> rows =
          new ArrayList<>(
              query
                  .bind("limit", part.limit() + 1L)
                  .bind("offset", part.offset())
                  .mapTo(type)
                  .list());
      boolean more = rows.size() > part.limit();
      long total = whole(part, more) ? rows.size() : count(handle);
      return new Slice<>(more ? rows.subList(0, part.limit()) : rows, total, more);
    }
  }

  /** True if the part is everything that matches. */
  private static boolean whole(Part part, boolean more) {
    return part.after() == null && part.offset() == 0 && !more;
  }

  private long count(Handle handle) {
    String sql = counted.isEmpty() ? "SELECT COUNT(*) FROM " + table + " WHERE " + where : counted;
    try (Query count = bound(handle, sql)) {
      return count.mapTo(Long.class).one();
    }
  }

  private Query bound(Handle handle, String sql) {
    Query query = handle.createQuery(sql);
    values.forEach(query::bind);
    lists.forEach(query::bindList);
    return query;
  }
}
