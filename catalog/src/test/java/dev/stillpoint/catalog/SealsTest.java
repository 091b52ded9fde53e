package dev.stillpoint.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens to seals and keys when rows of disks and snapshots come and go. */
class SealsTest {
  private static final Part ALL = new Part(100, 0, null);

  @TempDir Path directory;
  private Catalog catalog;

  @BeforeEach
  void open() throws CatalogFault {
    catalog = Catalog.open(directory);
    catalog.write(tables -> {
      tables.accounts().add(Rows.ACCOUNT, 1);
      tables
          .masterKeys()
          .add(
              new MasterKeyRow(
                  "key", Rows.ACCOUNT, MasterKeyState.ENABLED, "v", "", "", true, "w", 1, null));
      tables.seals().addKey(new DataKeyRow(7, "key", "w7"));
      tables.disks().add(Rows.disk("d-sealed", 1, null, 1));
      tables.disks().add(Rows.disk("d-plain", 2, null, 2));
      tables.seals().add(new SealRow("d-sealed", 7, "key"));
      return tables;
    });
  }

  @AfterEach
  void close() {
    catalog.close();
  }

  @Test
  void aSnapshotIsSealedAsItsDiskIs() {
    catalog.write(tables -> {
      tables.snapshots().add(Rows.snapshot("s-sealed", 1, null, "d-sealed", 3));
      tables.snapshots().add(Rows.snapshot("s-plain", 2, null, "d-plain", 4));
      return tables;
    });
    catalog.read(tables -> {
      assertThat(tables.seals().of("s-sealed")).contains(new SealRow("s-sealed", 7, "key"));
      assertThat(tables.seals().of("s-plain")).isEmpty();
      assertThat(tables.seals().of(List.of("s-plain", "s-sealed", "d-sealed")).keySet())
          .containsExactly("d-sealed", "s-sealed");
      return tables;
    });
  }

  @Test
  void aDataKeyGoesWithTheLastThatIsSealedUnderIt() {
    catalog.write(tables -> {
      tables.snapshots().add(Rows.snapshot("s-sealed", 1, null, "d-sealed", 3));
      tables.disks().remove("d-sealed");
      return tables;
    });
    assertThat(catalog.<Boolean, RuntimeException>read(t -> t.seals().key(7).isPresent())).isTrue();
    catalog.write(tables -> {
      tables.snapshots().remove("s-sealed");
      return tables;
    });
    catalog.read(tables -> {
      assertThat(tables.seals().key(7)).isEmpty();
      assertThat(tables.seals().all()).isEmpty();
      return tables;
    });
  }

  @Test
  void disksAreFoundByTheirSeal() {
    catalog.read(tables -> {
      assertThat(ids(tables, new SealFilter(true, null))).containsExactly("d-sealed");
      assertThat(ids(tables, new SealFilter(false, null))).containsExactly("d-plain");
      assertThat(ids(tables, new SealFilter(null, "key"))).containsExactly("d-sealed");
      assertThat(ids(tables, new SealFilter(null, "other"))).isEmpty();
      assertThat(ids(tables, null)).containsExactly("d-sealed", "d-plain");
      return tables;
    });
  }

  private static List<String> ids(Tables tables, SealFilter seal) {
    return tables.disks().list(Rows.disks(seal), ALL).rows().stream().map(DiskRow::diskId).toList();
  }

  @Test
  void aMasterKeyTakesItsAliasesAndDataKeysWithItAndIsStillNamed() {
    catalog.write(tables -> {
      tables.keyAliases().add(new KeyAliasRow(Rows.ACCOUNT, "alias/a", "key", 5));
      tables.masterKeys().setState("key", MasterKeyState.PENDING_DELETION, 100L);
      return tables;
    });
    catalog.write(tables -> {
      assertThat(tables.masterKeys().expired(99, 10)).isEmpty();
      assertThat(tables.masterKeys().expired(100, 10)).hasSize(1);
      tables.masterKeys().remove("key");
      return tables;
    });
    catalog.read(tables -> {
      assertThat(tables.masterKeys().find("key")).isEmpty();
      assertThat(tables.keyAliases().find(Rows.ACCOUNT, "alias/a")).isEmpty();
      assertThat(tables.seals().key(7)).isEmpty();
      assertThat(tables.seals().of("d-sealed")).isPresent();
      return tables;
    });
  }

  @Test
  void whatIsWrappedIsInNoSentence() {
    assertThat(new DataKeyRow(7, "key", "secret").toString()).doesNotContain("secret");
    MasterKeyRow row =
        new MasterKeyRow("k", "a", MasterKeyState.ENABLED, "v", "", "", true, "secret", 1, null);
    assertThat(row.toString()).doesNotContain("secret");
  }
}
