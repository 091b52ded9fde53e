package dev.stillpoint.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * Brings a database's schema up to date: numbered files, applied once each, in order, forward only.
 * Each applied file's checksum is kept, so that a file that was changed after it was applied is
 * noticed rather than trusted.
 */
final class Migrations {
  /** In order; a file that was released is never changed, a change is a new file. */
  static final List<String> NAMES =
      List.of(
          "0001-first",
          "0002-snapshots",
          "0003-disks",
          "0004-instances",
          "0005-policies",
          "0006-access",
          "0007-keys",
          "0008-operator",
          "0009-tags",
          "0010-counts",
          "0011-quotas");

  private final Handle handle;
  private final List<Step> known;

  Migrations(Handle handle) {
    this(handle, NAMES.stream().map(Migrations::load).toList());
  }

  Migrations(Handle handle, List<Step> known) {
    this.handle = handle;
    this.known = List.copyOf(known);
  }

  void apply() throws CatalogFault {
    handle.execute(
        """
        CREATE TABLE IF NOT EXISTS schema_migrations (
          version INTEGER PRIMARY KEY,
          name TEXT NOT NULL,
          checksum TEXT NOT NULL
        ) STRICT
        """);
    Map<Integer, String> applied =
        handle
            .createQuery("SELECT version, checksum FROM schema_migrations")
            .reduceRows(
                new TreeMap<Integer, String>(),
                (map, row) -> {
                  map.put(
                      row.getColumn("version", Integer.class),
                      row.getColumn("checksum", String.class));
                  return map;
                });
    for (int version : applied.keySet()) {
      if (version > known.size()) {
        throw new CatalogFault(
            "the catalog was written by a newer version of Stillpoint (schema "
                + version
                + ", this one knows "
                + known.size()
                + "); use that version, or restore a copy from before");
      }
    }
    for (int version = 1; version <= known.size(); version++) {
      Step step = known.get(version - 1);
      String checksum = applied.get(version);
      if (checksum == null) {
        run(version, step);
      } else if (!checksum.equals(step.checksum())) {
        throw new CatalogFault(
            "migration "
                + step.name()
                + " of the catalog differs from the one that was applied (checksum "
                + checksum
                + ", now "
                + step.checksum()
                + "); the files do not belong together");
      }
    }
  }

  private void run(int version, Step step) {
    handle.useTransaction(tx -> {
      for (String statement : step.statements()) {
        tx.execute(statement);
      }
      tx.createUpdate(
              """
              INSERT INTO schema_migrations (version, name, checksum)
              VALUES (:version, :name, :checksum)
              """)
          .bind("version", version)
          .bind("name", step.name())
          .bind("checksum", step.checksum())
          .execute();
    });
  }

  static Step load(String name) {
    try (InputStream in = Migrations.class.getResourceAsStream("migrations/" + name + ".sql")) {
      if (in == null) {
        throw new IllegalStateException("migration " + name + " is missing from the program");
      }
      return new Step(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("migration " + name + " cannot be read", e);
    }
  }

  /** One migration: statements that each end with a semicolon at the end of a line. */
  record Step(String name, String sql) {
    List<String> statements() {
      return List.of(sql.split(";\\R")).stream()
          .map(Step::withoutComments)
          .map(String::strip)
          .filter(statement -> !statement.isEmpty())
          .toList();
    }

    private static String withoutComments(String statement) {
      return statement
          .lines()
          .filter(line -> !line.startsWith("--"))
          .collect(Collectors.joining("\n"));
    }

    String checksum() {
      try {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        return HexFormat.of().formatHex(digest.digest(sql.getBytes(StandardCharsets.UTF_8)));
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every JDK has SHA-256", e);
      }
    }
  }
}
