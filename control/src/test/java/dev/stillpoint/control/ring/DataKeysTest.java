package dev.stillpoint.control.ring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillpoint.block.BlockFault;
import dev.stillpoint.block.DataKeyId;
import dev.stillpoint.catalog.Catalog;
import dev.stillpoint.catalog.CatalogFault;
import dev.stillpoint.catalog.MasterKeyRow;
import dev.stillpoint.catalog.MasterKeyState;
import dev.stillpoint.catalog.SealRow;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.crypto.SecretKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ring of keys over a catalog. */
class DataKeysTest {
  private static final String ACCOUNT = "1000000000000001";

  @TempDir Path directory;
  private final SecureRandom random = new SecureRandom();
  private final RootKey root = RootKey.make(random);
  private Catalog catalog;

  @BeforeEach
  void open() throws CatalogFault {
    catalog = Catalog.open(directory);
    catalog.write(tables -> {
      tables.accounts().add(ACCOUNT, 1);
      return tables;
    });
  }

  @AfterEach
  void close() {
    catalog.close();
  }

  private void seal(DataKeys keys, String master, long... dataKeys) {
    catalog.write(tables -> {
      MasterKeyRow row =
          new MasterKeyRow(
              master,
              ACCOUNT,
              MasterKeyState.ENABLED,
              "v",
              "",
              "",
              true,
              keys.newMaterial(master),
              1,
              null);
      tables.masterKeys().add(row);
      for (long dataKey : dataKeys) {
        tables.seals().addKey(keys.newKey(row, dataKey));
        tables.seals().add(new SealRow("d-" + dataKey, dataKey, master));
      }
      return tables;
    });
    for (long dataKey : dataKeys) {
      keys.admit(dataKey);
    }
  }

  private static byte[] bytes(DataKeys keys, long dataKey) throws BlockFault {
    return keys.key(new DataKeyId(dataKey)).getEncoded();
  }

  @Test
  void keysDifferAndSurviveARestart() throws Exception {
    DataKeys keys = DataKeys.open(catalog, root, random);
    seal(keys, "a", 1, 2);
    byte[] first = bytes(keys, 1);
    assertThat(first).hasSize(32).isNotEqualTo(bytes(keys, 2));
    DataKeys again = DataKeys.open(catalog, RootKey.of(root.bytes()), random);
    assertThat(bytes(again, 1)).isEqualTo(first);
    assertThat(again.size()).isEqualTo(2);
  }

  @Test
  void theSameObjectIsHandedOutAgain() throws Exception {
    DataKeys keys = DataKeys.open(catalog, root, random);
    seal(keys, "a", 1);
    SecretKey first = keys.key(new DataKeyId(1));
    keys.refresh("a");
    assertThat(keys.key(new DataKeyId(1))).isSameAs(first);
  }

  @Test
  void anotherRootKeyIsNoticedAtOnce() throws Exception {
    DataKeys.open(catalog, root, random);
    assertThatThrownBy(() -> DataKeys.open(catalog, RootKey.make(random), random))
        .isInstanceOf(WrongRootKey.class);
  }

  @Test
  void whatIsWrappedForOneIsNoUseInAnothersPlace() throws Exception {
    DataKeys keys = DataKeys.open(catalog, root, random);
    seal(keys, "a", 1, 2);
    SecretKey under =
        new javax.crypto.spec.SecretKeySpec(
            root.unwrap("master key a", row("a").wrapped()).orElseThrow(), "AES");
    String wrapped = catalog.read(t -> t.seals().key(1)).orElseThrow().wrapped();
    assertThat(Wrapping.unwrap(under, "data key 1", wrapped)).isPresent();
    assertThat(Wrapping.unwrap(under, "data key 2", wrapped)).isEmpty();
    assertThat(Wrapping.unwrap(under, "data key 1", wrapped.substring(4))).isEmpty();
    assertThat(Wrapping.unwrap(under, "data key 1", "?")).isEmpty();
  }

  private MasterKeyRow row(String keyId) {
    return catalog.read(tables -> tables.masterKeys().find(keyId)).orElseThrow();
  }

  @Test
  void aKeyIsGoneWhenRefreshReturnsAndOthersStay() throws Exception {
    DataKeys keys = DataKeys.open(catalog, root, random);
    seal(keys, "a", 1);
    seal(keys, "b", 2);
    catalog.write(tables -> {
      tables.masterKeys().setState("a", MasterKeyState.DISABLED, null);
      return tables;
    });
    keys.refresh("a");
    assertThatThrownBy(() -> bytes(keys, 1)).isInstanceOf(BlockFault.KeyUnavailable.class);
    assertThat(bytes(keys, 2)).hasSize(32);
    keys.admit(1);
    assertThat(keys.size()).as("a disabled key lets no new data key in").isEqualTo(1);
    catalog.write(tables -> {
      tables.masterKeys().setStoreDenied(ACCOUNT, true);
      return tables;
    });
    keys.refreshAll();
    assertThat(keys.size()).isZero();
    catalog.write(tables -> {
      tables.masterKeys().setStoreDenied(ACCOUNT, false);
      tables.masterKeys().setState("a", MasterKeyState.ENABLED, null);
      return tables;
    });
    keys.refreshAll();
    assertThat(keys.size()).isEqualTo(2);
  }

  @Test
  void changesAtTheSameTimeLeaveWhatTheCatalogSays() throws Exception {
    DataKeys keys = DataKeys.open(catalog, root, random);
    seal(keys, "a", 1, 2, 3);
    for (int round = 0; round < 50; round++) {
      List<Thread> hands =
          Stream.of(MasterKeyState.DISABLED, MasterKeyState.ENABLED)
              .map(state -> Thread.ofPlatform().start(() -> change(keys, state)))
              .toList();
      keys.admit(2);
      for (Thread hand : hands) {
        hand.join();
      }
      assertThat(keys.size()).isEqualTo(row("a").state() == MasterKeyState.ENABLED ? 3 : 0);
    }
  }

  private void change(DataKeys keys, MasterKeyState state) {
    catalog.write(tables -> {
      tables.masterKeys().setState("a", state, null);
      return tables;
    });
    keys.refresh("a");
  }

  @Test
  void noKeyIsInAnyFileOfTheCatalog() throws Exception {
    DataKeys keys = DataKeys.open(catalog, root, random);
    seal(keys, "a", 1, 2);
    byte[] material = root.unwrap("master key a", row("a").wrapped()).orElseThrow();
    for (byte[] secret : List.of(root.bytes(), material, bytes(keys, 1), bytes(keys, 2))) {
      assertThat(holds(secret)).isFalse();
    }
    assertThat(holds(row("a").wrapped().getBytes(StandardCharsets.US_ASCII)))
        .as("what is there is found")
        .isTrue();
  }

  private boolean holds(byte[] secret) throws IOException {
    List<String> forms =
        List.of(
            new String(secret, StandardCharsets.ISO_8859_1),
            Base64.getEncoder().encodeToString(secret),
            HexFormat.of().formatHex(secret),
            HexFormat.of().formatHex(secret).toUpperCase(Locale.ROOT));
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String content = Files.readString(file, StandardCharsets.ISO_8859_1);
        if (forms.stream().anyMatch(content::contains)) {
          return true;
        }
      }
    }
    return false;
  }

  @Test
  void aRingWithoutARootKeyHasNoKeyAndForgetsNone() throws Exception {
    seal(DataKeys.open(catalog, root, random), "a", 1);
    DataKeys without = DataKeys.without(catalog, random);
    without.refreshAll();
    without.admit(1);
    assertThat(without.size()).isZero();
    assertThat(DataKeys.open(catalog, root, random).size()).isEqualTo(1);
  }
}
