package dev.stillpoint.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * With 100,000 snapshots no question that names something reads the whole table: SQLite's own plans
 * say so.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ManySnapshotsTest {
  private static final int COUNT = 100_000;

  private Handle handle;
  private final List<String> asked = new ArrayList<>();

  @BeforeAll
  void aHundredThousandSnapshotsOfAThousandDisks(@TempDir Path directory) throws CatalogFault {
    handle = Connections.to(directory).writer();
    new Migrations(handle).apply();
    handle.useTransaction(tx -> {
      Tables tables = new Tables(tx);
      tables.accounts().add(Rows.ACCOUNT, 1);
      tx.execute(
          """
          WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
          INSERT INTO snapshots (snapshot_id, account_id, position, image, engine_group,
            region_id, resource_group_id, name, description, type, state, progress, category,
            source_disk_id, source_disk_type, source_volume, size_gib, created_at, modified_at)
          SELECT printf('s-%06d', i), ?, 0, i, i, 'r', 'rg', printf('n%d', i), '', 'USER',
            'ACCOMPLISHED', 100, 'standard', printf('d-%04d', i % 1000), 'DATA', 1, 20, i, i
          FROM n
          """,
          COUNT, Rows.ACCOUNT);
      tx.execute(
          """
          INSERT INTO tags SELECT snapshot_id, 'n', name FROM snapshots
          """);
    });
    handle.setSqlLogger(
        new SqlLogger() {
          @Override
          public void logAfterExecution(StatementContext context) {
            asked.add(context.getParsedSql().getSql());
          }
        });
  }

  @AfterAll
  void close() {
    handle.close();
  }

  private List<String> plans(Consumer<Tables> question) {
    asked.clear();
    question.accept(new Tables(handle));
    List<String> statements = List.copyOf(asked);
    List<String> plans = new ArrayList<>();
    for (String sql : statements) {
      plans.addAll(plan(sql));
    }
    assertThat(plans).isNotEmpty();
    return plans;
  }

  private List<String> plan(String sql) {
    List<String> lines = new ArrayList<>();
    try (var statement = handle.getConnection().prepareStatement("EXPLAIN QUERY PLAN " + sql);
        var rows = statement.executeQuery()) {
      while (rows.next()) {
        lines.add(rows.getString("detail"));
      }
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
    return lines;
  }

  private void searchesOnly(Consumer<Tables> question) {
    assertThat(plans(question)).noneMatch(line -> line.contains("SCAN snapshots"));
  }

  @Test
  void pagesAreFoundByTheIndexOfCreationWithoutSorting() {
    Part part = new Part(10, 0, new Position(50_000, "s-050000"));
    Slice<SnapshotRow> slice =
        new Tables(handle).snapshots().list(Rows.snapshots(null, null), part);
    assertThat(slice.total()).isEqualTo(COUNT);
    assertThat(slice.rows().getFirst().snapshotId()).isEqualTo("s-050001");
    assertThat(plans(tables -> tables.snapshots().list(Rows.snapshots(null, null), part)))
        .noneMatch(line -> line.contains("SCAN snapshots") || line.contains("TEMP B-TREE"));
  }

  @Test
  void whatNamesSomethingIsSearchedByAnIndex() {
    searchesOnly(tables -> tables.snapshots().find("s-000001"));
    searchesOnly(tables -> tables.snapshots().ofGroup("ssg-1"));
    searchesOnly(tables -> tables.snapshots().ofGroups(List.of("ssg-1", "ssg-2")));
    searchesOnly(tables -> tables.snapshots().manualOf("d-0001"));
    searchesOnly(tables -> tables.snapshots().unfinishedOf("d-0001"));
    searchesOnly(tables -> tables.snapshots().countOfGroup("ssg-1"));
    searchesOnly(tables -> tables.snapshots().expired(1, 10));
    searchesOnly(
        tables -> tables.snapshots().list(Rows.snapshots("d-0001", null), new Part(10, 0, null)));
    searchesOnly(tables ->
        tables
            .snapshots()
            .list(Rows.snapshots(null, List.of(new TagFilter("n", "n77"))), new Part(10, 0, null)));
  }

  /** No table is read from one end to the other; what comes out of an index in order is no scan. */
  private void scansNothing(Consumer<Tables> question) {
    assertThat(plans(question))
        .noneMatch(line ->
            line.startsWith("SCAN ")
                && !line.contains(" USING ")
                && !line.equals("SCAN CONSTANT ROW"));
  }

  @Test
  void theOtherListsAreSearchedByIndexesWhateverTheyAreFilteredBy() {
    Part first = new Part(10, 0, null);
    Part later = new Part(10, 0, new Position(50_000, "x"));
    List<TagFilter> tags = List.of(new TagFilter("n", "n77"));
    for (Part part : List.of(first, later)) {
      scansNothing(tables -> tables.groups().list(groups(null, null, null, null), part));
      scansNothing(
          tables -> tables.groups().list(groups(List.of("ssg-1"), null, null, null), part));
      scansNothing(tables -> tables.groups().list(groups(null, "i-1", null, null), part));
      scansNothing(tables ->
          tables.groups().list(groups(null, null, List.of(SnapshotState.FAILED), null), part));
      scansNothing(tables -> tables.groups().list(groups(null, null, null, tags), part));
      scansNothing(tables -> tables.snapshotLinks().list(Rows.ACCOUNT, null, null, part));
      scansNothing(
          tables -> tables.snapshotLinks().list(Rows.ACCOUNT, List.of("d-0001"), null, part));
      scansNothing(tables -> tables.snapshotLinks().list(Rows.ACCOUNT, null, "i-1", part));
      scansNothing(tables -> tables.diskPolicies().listOfDisk("d-0001", part));
      scansNothing(tables -> tables.diskPolicies().listOfPolicy("sp-1", part));
      scansNothing(tables -> tables.disks().list(Rows.disks(null, true), part));
      scansNothing(tables -> tables.disks().list(Rows.disks("sp-1", null), part));
      for (SnapshotLockFilter.Phase phase : SnapshotLockFilter.Phase.values()) {
        scansNothing(tables ->
            tables
                .snapshotLocks()
                .list(new SnapshotLockFilter(Rows.ACCOUNT, null, phase, 1), part));
      }
      scansNothing(tables ->
          tables
              .snapshotLocks()
              .list(new SnapshotLockFilter(Rows.ACCOUNT, List.of("s-000001"), null, 1), part));
      scansNothing(tables ->
          tables
              .snapshotPolicies()
              .list(new SnapshotPolicyFilter(Rows.ACCOUNT, null, "nightly", "rg", tags), part));
    }
    scansNothing(tables -> tables.snapshotLinks().chains(List.of("d-0001", "d-0002")));
    scansNothing(tables -> tables.diskPolicies().ofDisks(List.of("d-0001", "d-0002")));
    scansNothing(tables -> tables.diskPolicies().automaticOf("d-0001"));
    scansNothing(tables -> tables.diskPolicies().oldestAutomatic("d-0001", 1));
    scansNothing(tables -> tables.images().usesSnapshot("s-000001"));
  }

  private static GroupFilter groups(
      List<String> ids, String instance, List<SnapshotState> states, List<TagFilter> tags) {
    return new GroupFilter(Rows.ACCOUNT, ids, instance, null, null, states, tags);
  }

  @Test
  void whatIsInTransitionIsKeptApart() {
    assertThat(plans(tables -> tables.snapshots().inTransition()))
        .anyMatch(line -> line.contains("snapshots_in_transition"));
  }

  @Test
  void filtersFindTheRightRows() {
    Tables tables = new Tables(handle);
    assertThat(
            tables.snapshots().list(Rows.snapshots("d-0001", null), new Part(10, 0, null)).total())
        .isEqualTo(100);
    assertThat(
            tables
                .snapshots()
                .list(Rows.snapshots(null, List.of(new TagFilter("n", "n77"))), Part.ALL)
                .rows())
        .extracting(SnapshotRow::snapshotId)
        .containsExactly("s-000077");
    assertThat(tables.snapshots().manualOf("d-0001")).isEqualTo(100);
  }
}
