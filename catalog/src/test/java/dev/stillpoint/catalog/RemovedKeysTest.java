package dev.stillpoint.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

  /** What is deleted is overwritten where it stands, and not where it stood before it moved. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void whereverTheyHaveBeen(long seed) throws Exception {
    try (Catalog catalog = Catalog.open(directory)) {
      Set<Long> live = new TreeSet<>();
      catalog.write(tables -> {
        tables.accounts().add(Rows.ACCOUNT, 1);
        churn(tables, new SplittableRandom(seed), live);
        return tables;
      });
      catalog.write(tables -> {
        List<Long> all = List.copyOf(live);
        for (int i = 0; i < all.size(); i += 3) {
          tables.masterKeys().remove("key-" + all.get(i));
          live.remove(all.get(i));
        }
        return tables;
      });
      catalog.wipe();
      Set<Long> found = new TreeSet<>();
      try (Stream<Path> files = Files.walk(directory)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          Matcher secret =
              Pattern.compile("<(\\d+)>")
                  .matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
          while (secret.find()) {
            found.add(Long.valueOf(secret.group(1)));
          }
        }
      }
      assertThat(found).as("seed %d", seed).isEqualTo(live);
    }
  }

  private static void churn(Tables tables, RandomGenerator random, Set<Long> live) {
    for (int i = 0; i < 1_500; i++) {
      if (!live.isEmpty() && random.nextInt(10) < 3) {
        Long gone = List.copyOf(live).get(random.nextInt(live.size()));
        tables.masterKeys().remove("key-" + gone);
        live.remove(gone);
        continue;
      }
      long number = random.nextLong(Long.MAX_VALUE);
      String wrapped = "<" + number + ">" + "x".repeat(50 + random.nextInt(100));
      tables.masterKeys().add(row("key-" + number, wrapped));
      tables.seals().addKey(new DataKeyRow(number, "key-" + number, wrapped));
      live.add(number);
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
      assertThat(
              catalog.<Boolean, RuntimeException>read(
                  t -> t.masterKeys().find("key-1008").isPresent()))
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
