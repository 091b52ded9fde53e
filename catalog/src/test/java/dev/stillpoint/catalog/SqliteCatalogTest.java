package dev.stillpoint.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract on SQLite, and what concerns its file. */
class SqliteCatalogTest extends CatalogContract {
  @TempDir Path directory;

  @Override
  protected Catalog open() throws CatalogFault {
    return Catalog.open(directory.resolve("data"));
  }

  private Handle raw() throws CatalogFault {
    return Connections.to(directory.resolve("data")).writer();
  }

  @Test
  void onlyItsOwnerMayReadIt() throws Exception {
    Path data = directory.resolve("data");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data)))
        .isEqualTo("rwx------");
    try (var files = Files.list(data)) {
      assertThat(files.toList())
          .as("with its log and its index")
          .hasSizeGreaterThan(1)
          .allSatisfy(file ->
              assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                  .isEqualTo("rw-------"));
    }
  }

  @Test
  void everyCommitIsSyncedAndForeignKeysAreEnforced() throws Exception {
    try (Handle handle = raw()) {
      assertThat(pragma(handle, "journal_mode")).isEqualTo("wal");
      assertThat(pragma(handle, "synchronous")).isEqualTo("2");
      assertThat(pragma(handle, "foreign_keys")).isEqualTo("1");
      assertThat(pragma(handle, "busy_timeout")).isEqualTo("10000");
    }
  }

  @Test
  void theLogIsMovedApartFromCommitsAndNothingIsMissingThen() throws Exception {
    Path tables = directory.resolve("data/catalog.db");
    long before = Files.size(tables);
    for (int i = 0; i < 12; i++) {
      int round = i;
      catalog.write(change -> {
        for (int n = 0; n < 100; n++) {
          change.tags().put(new TagRow("r-" + round + "-" + n, "key", "x".repeat(1000)));
        }
        return round;
      });
    }
    assertThat(Files.size(tables)).as("no commit has moved anything").isEqualTo(before);
    catalog.moveLog();
    assertThat(Files.size(tables)).isGreaterThan(before + (1 << 20));
    catalog.close();
    catalog = open();
    assertThat(
            catalog.<Integer, RuntimeException>read(
                read -> read.tags().of(List.of("r-0-0", "r-11-99")).size()))
        .isEqualTo(2);
    catalog.close();
    catalog.moveLog();
    catalog = open();
  }

  private static String pragma(Handle handle, String name) {
    return handle.createQuery("PRAGMA " + name).mapTo(String.class).one();
  }

  @Test
  void aCatalogOfANewerVersionIsRefusedWithASentence() throws Exception {
    catalog.close();
    try (Handle handle = raw()) {
      handle.execute("INSERT INTO schema_migrations VALUES (99, '0099-later', 'x')");
    }
    assertThatThrownBy(this::open)
        .isInstanceOf(CatalogFault.class)
        .hasMessageContaining("newer version of Stillpoint (schema 99, this one knows ");
    try (Handle handle = raw()) {
      handle.execute("DELETE FROM schema_migrations WHERE version = 99");
    }
    catalog = open();
  }

  @Test
  void aMigrationThatWasChangedAfterItWasAppliedIsNoticed() throws Exception {
    catalog.close();
    String checksum;
    try (Handle handle = raw()) {
      checksum =
          handle
              .createQuery("SELECT checksum FROM schema_migrations WHERE version = 1")
              .mapTo(String.class)
              .one();
      handle.execute("UPDATE schema_migrations SET checksum = 'other' WHERE version = 1");
    }
    assertThatThrownBy(this::open)
        .isInstanceOf(CatalogFault.class)
        .hasMessageContaining("differs from the one that was applied");
    try (Handle handle = raw()) {
      handle.execute("UPDATE schema_migrations SET checksum = ? WHERE version = 1", checksum);
    }
    catalog = open();
  }

  @Test
  void migrationsAreAppliedInOrderAndOnce() throws Exception {
    List<Migrations.Step> steps =
        List.of(
            new Migrations.Step(
                "0001-first", "-- a comment; with a semicolon\nCREATE TABLE a (x);\n"),
            new Migrations.Step(
                "0002-second", "ALTER TABLE a ADD COLUMN y;\nINSERT INTO a VALUES (1, 2);\n"));
    try (Handle handle = Connections.to(directory.resolve("other")).writer()) {
      new Migrations(handle, steps.subList(0, 1)).apply();
      new Migrations(handle, steps).apply();
      new Migrations(handle, steps).apply();
      assertThat(handle.createQuery("SELECT COUNT(*) FROM a").mapTo(Integer.class).one())
          .isEqualTo(1);
    }
  }

  @Test
  void aMigrationThatFailsLeavesNothing() throws Exception {
    Migrations.Step broken =
        new Migrations.Step("0001-broken", "CREATE TABLE a (x);\nCREATE TABLE a (x);\n");
    try (Handle handle = Connections.to(directory.resolve("other")).writer()) {
      assertThatThrownBy(() -> new Migrations(handle, List.of(broken)).apply())
          .hasMessageContaining("already exists");
      assertThat(
              handle
                  .createQuery("SELECT COUNT(*) FROM sqlite_schema WHERE name = 'a'")
                  .mapTo(Integer.class)
                  .one())
          .isZero();
    }
  }

  @Test
  void whatIsNoDatabaseIsRefused() throws Exception {
    Path other = directory.resolve("other");
    Files.createDirectory(other);
    Files.writeString(other.resolve(Connections.FILE), "x".repeat(10_000));
    assertThatThrownBy(() -> Catalog.open(other)).isInstanceOf(CatalogFault.class);
  }
}
