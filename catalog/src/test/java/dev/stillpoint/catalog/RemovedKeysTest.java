package dev.stillpoint.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A key that was removed stands nowhere in the files any more. */
class RemovedKeysTest {
  private static final int KEYS = 400;

  @TempDir Path directory;

  /** Enough rows, in an order that moves them from page to page, to leave copies of themselves. */
  private static void fill(Catalog catalog) {
    catalog.write(tables -> {
      tables.accounts().add(Rows.ACCOUNT, 1);
      return tables;
    });
    for (int i = 0; i < KEYS; i++) {
      int number = i * 151 % KEYS;
      catalog.write(tables -> {
        String id = "key-" + (1000 + number);
        tables.masterKeys().add(row(id, master(number)));
        tables.seals().addKey(new DataKeyRow(1_000_000L - number * 997L, id, data(number)));
        return tables;
      });
    }
  }

  private static MasterKeyRow row(String id, String wrapped) {
    return new MasterKeyRow(
        id, Rows.ACCOUNT, MasterKeyState.ENABLED, "v", "", "", true, wrapped, 1, null);
  }

  private static String master(int number) {
    return "master<" + number + ">" + "m".repeat(64);
  }

  private static String data(int number) {
    return "data<" + number + ">" + "d".repeat(64);
  }

  private static void remove(Catalog catalog, int number) {
    catalog.write(tables -> {
      tables.masterKeys().remove("key-" + (1000 + number));
      return tables;
    });
  }

  private List<String> foundOf(int number) throws IOException {
    List<String> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
        for (String secret : List.of("master<" + number + ">", "data<" + number + ">")) {
          if (bytes.contains(secret)) {
            found.add(secret + " in " + file.getFileName());
          }
        }
      }
    }
    return found;
  }

  @Test
  void ofTheFilesThatAreOpen() throws Exception {
    try (Catalog catalog = Catalog.open(directory)) {
      fill(catalog);
      assertThat(foundOf(7)).isNotEmpty();
      for (int number = 0; number < KEYS; number += 7) {
        remove(catalog, number);
      }
      catalog.wipe();
      for (int number = 0; number < KEYS; number += 7) {
        assertThat(foundOf(number)).isEmpty();
      }
      assertThat(foundOf(1)).hasSize(2);
      assertThat(catalog.<Integer, RuntimeException>read(t -> t.masterKeys().all().size()))
          .isEqualTo(KEYS - 58);
    }
  }

  @Test
  void whatADeathKeptFromBeingWipedIsWipedAtTheNextStart() throws Exception {
    try (Catalog catalog = Catalog.open(directory)) {
      fill(catalog);
      remove(catalog, 7);
    }
    try (Catalog catalog = Catalog.open(directory)) {
      assertThat(foundOf(7)).isEmpty();
      assertThat(catalog.<Boolean, RuntimeException>read(t -> t.masterKeys().find("key-1008").isPresent()))
          .isTrue();
    }
  }

  @Test
  void whateverIsDeletedIsOverwritten() throws Exception {
    try (Catalog catalog = Catalog.open(directory)) {
      catalog.write(tables -> {
        tables.accounts().add(Rows.ACCOUNT, 1);
        tables.masterKeys().add(row("key-1001", master(1)));
        return tables;
      });
      remove(catalog, 1);
    }
    assertThat(foundOf(1)).isEmpty();
  }
}
