package dev.stillpoint.api.golden;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * All rows of a catalog as text, a table's sorted. Wrapped keys differ each time and are veiled.
 */
final class CatalogText {
  private static final Set<String> VEILED = Set.of("wrapped");

  private CatalogText() {}

  static SortedMap<String, List<String>> of(Path directory) throws Exception {
    Path file;
    try (Stream<Path> files = Files.list(directory)) {
      file = files.filter(path -> path.toString().endsWith(".db")).findFirst().orElseThrow();
    }
    SortedMap<String, List<String>> tables = new TreeMap<>();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      for (String table : names(connection)) {
        List<String> rows = rows(connection, table);
        if (!rows.isEmpty()) {
          tables.put(table, rows);
        }
      }
    }
    return tables;
  }

  private static List<String> names(Connection connection) throws SQLException {
    List<String> names = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet found =
            statement.executeQuery(
                "SELECT name FROM sqlite_schema WHERE type = 'table'"
                    + " AND name NOT LIKE 'sqlite_%' ORDER BY name")) {
      while (found.next()) {
        names.add(found.getString(1));
      }
    }
    return names;
  }

  private static List<String> rows(Connection connection, String table) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery("SELECT * FROM \"" + table + "\"")) {
      int columns = found.getMetaData().getColumnCount();
      while (found.next()) {
        List<String> cells = new ArrayList<>();
        for (int i = 1; i <= columns; i++) {
          String column = found.getMetaData().getColumnName(i);
          cells.add(column + "=" + (VEILED.contains(column) ? "…" : found.getString(i)));
        }
        rows.add(String.join(" ", cells));
      }
    }
    Collections.sort(rows);
    return rows;
  }
}
