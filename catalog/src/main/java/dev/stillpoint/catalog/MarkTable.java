package dev.stillpoint.catalog;

import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;

/** Marks on regions, accounts, disks and holds. Those of a disk or a hold go with it. */
public final class MarkTable {
  private final Handle handle;

  MarkTable(Handle handle) {
    this.handle = handle;
  }

  /** Sets a mark; one that is set stays as it was. */
  public void set(MarkRow row) {
    handle
        .createUpdate(
            """
            INSERT INTO operator_marks (subject, mark, since) VALUES (:subject, :mark, :since)
            ON CONFLICT (subject, mark) DO NOTHING
            """)
        .bindMethods(row)
        .execute();
  }

  /** Takes a mark away; one that is not set is no error. */
  public void clear(String subject, Mark mark) {
    handle
        .createUpdate("DELETE FROM operator_marks WHERE subject = :subject AND mark = :mark")
        .bind("subject", subject)
        .bind("mark", mark)
        .execute();
  }

  /**
   * A disk, or an instance's hold on one, is a fresh device; one that was not stale is no error.
   */
  public void freshen(String subject) {
    Mark.STALE.forEach(mark -> clear(subject, mark));
  }

  /** Who has one of several marks. */
  public Set<String> having(Set<Mark> marks) {
    return new TreeSet<>(
        handle
            .createQuery("SELECT DISTINCT subject FROM operator_marks WHERE mark IN (<marks>)")
            .bindList("marks", List.copyOf(marks))
            .mapTo(String.class)
            .list());
  }

  /** What is said of one subject. */
  public Set<Mark> of(String subject) {
    return of(List.of(subject)).getOrDefault(subject, Set.of());
  }

  /** What is said of several; one of which nothing is said is left out. */
  public Map<String, Set<Mark>> of(Collection<String> subjects) {
    Map<String, Set<Mark>> marks = new TreeMap<>();
    if (!subjects.isEmpty()) {
      handle
          .createQuery("SELECT * FROM operator_marks WHERE subject IN (<subjects>)")
          .bindList("subjects", List.copyOf(subjects))
          .mapTo(MarkRow.class)
          .forEach(row ->
              marks
                  .computeIfAbsent(row.subject(), _ -> EnumSet.noneOf(Mark.class))
                  .add(row.mark()));
    }
    return marks;
  }

  /** Every mark, by subject. */
  public List<MarkRow> all() {
    return handle
        .createQuery("SELECT * FROM operator_marks ORDER BY subject, mark")
        .mapTo(MarkRow.class)
        .list();
  }
}
