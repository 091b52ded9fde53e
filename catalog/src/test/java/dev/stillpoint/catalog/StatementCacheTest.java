package dev.stillpoint.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prepared statements that are used again. */
class StatementCacheTest {
  @TempDir Path directory;

  private Handle handle;
  private Handle reader;

  @BeforeEach
  void begin() throws CatalogFault {
    Connections connections = Connections.to(directory.resolve("data"));
    handle = connections.writer();
    handle.execute("CREATE TABLE numbers (n INTEGER PRIMARY KEY, name TEXT)");
    reader = connections.reader();
  }

  @AfterEach
  void end() {
    handle.close();
    reader.close();
  }

  private static void add(Handle handle, int n, String name) {
    handle
        .createUpdate("INSERT INTO numbers VALUES (:n, :name)")
        .bind("n", n)
        .bind("name", name)
        .execute();
  }

  private static List<Integer> all(Handle handle) {
    return handle.createQuery("SELECT n FROM numbers ORDER BY n").mapTo(Integer.class).list();
  }

  @Test
  void aTextIsPreparedOnce() {
    Set<PreparedStatement> used = Collections.newSetFromMap(new IdentityHashMap<>());
    handle.setSqlLogger(
        new SqlLogger() {
          @Override
          public void logAfterExecution(StatementContext context) {
            used.add(context.getStatement());
          }
        });
    for (int i = 0; i < 5; i++) {
      add(handle, i, "name");
      assertThat(
              handle
                  .createQuery("SELECT name FROM numbers WHERE n IN (<list>) AND name = :name")
                  .bindList("list", List.of(i, 7))
                  .bind("name", "name")
                  .mapTo(String.class)
                  .one())
          .isEqualTo("name");
    }
    assertThat(used).as("one for the insert, one for the query").hasSize(2);
  }

  @Test
  void aTextThatFailedOnceWorksTheNextTime() {
    add(handle, 1, "one");
    assertThatThrownBy(() -> add(handle, 1, "again")).isInstanceOf(JdbiException.class);
    add(handle, 2, null);
    assertThat(all(handle)).containsExactly(1, 2);
    assertThat(
            handle
                .createQuery("SELECT COUNT(*) FROM numbers WHERE name IS NULL")
                .mapTo(Integer.class)
                .one())
        .as("a null is not the value of the time before")
        .isEqualTo(1);
  }

  @Test
  void theSameTextMayBeAtWorkTwice() {
    add(handle, 1, "one");
    add(handle, 2, "two");
    List<Integer> seen = new ArrayList<>();
    handle
        .createQuery("SELECT n FROM numbers ORDER BY n")
        .mapTo(Integer.class)
        .forEach(n -> {
          seen.add(n);
          assertThat(all(handle)).containsExactly(1, 2);
        });
    assertThat(seen).containsExactly(1, 2);
    assertThat(all(handle)).containsExactly(1, 2);
  }

  @Test
  void aResultThatWasNotReadToItsEndHoldsNoOldState() {
    add(handle, 1, "one");
    add(handle, 2, "two");
    assertThat(
            reader.<Integer, RuntimeException>inTransaction(within ->
                within
                    .createQuery("SELECT n FROM numbers ORDER BY n")
                    .mapTo(Integer.class)
                    .first()))
        .isEqualTo(1);
    add(handle, 3, "three");
    assertThat(reader.<List<Integer>, RuntimeException>inTransaction(StatementCacheTest::all))
        .containsExactly(1, 2, 3);
  }

  @Test
  void moreTextsThanAreKeptWorkAsWell() {
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < 600; i++) {
        assertThat(handle.createQuery("SELECT " + i).mapTo(Integer.class).one()).isEqualTo(i);
      }
    }
  }
}
