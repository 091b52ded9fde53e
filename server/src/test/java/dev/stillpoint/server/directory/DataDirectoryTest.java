package dev.stillpoint.server.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.security.auth.module.UnixSystem;
import dev.stillpoint.server.fault.CannotStart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataDirectoryTest {
  private static final int NOBODY = 65534;

  @TempDir private Path parent;

  @Test
  void isMadeForItsOwnerOnly() throws CannotStart, IOException {
    try (DataDirectory made = DataDirectory.openOrMake(parent.resolve("a/b"))) {
      assertThat(permissions(made.path())).isEqualTo("rwx------");
    }
  }

  @Test
  void aSecondUserIsRefusedWhileTheFirstIsThereAndWelcomeAfterwards() throws CannotStart {
    Path path = parent.resolve("d");
    try (DataDirectory first = DataDirectory.openOrMake(path)) {
      assertThatThrownBy(() -> DataDirectory.openOrMake(path))
          .isInstanceOf(CannotStart.class)
          .hasMessage("Another Stillpoint process is using " + first.path() + ".");
      assertThatThrownBy(() -> DataDirectory.openExisting(path)).isInstanceOf(CannotStart.class);
    }
    DataDirectory.openOrMake(path).close();
    DataDirectory.openExisting(path).close();
  }

  @Test
  void aFreshFileSystemIsEmptyButForWhatItsMakerLeft() throws CannotStart, IOException {
    Path path = Files.createDirectory(parent.resolve("mnt"));
    Files.createDirectory(path.resolve("lost+found"));
    DataDirectory.openOrMake(path).close();
    assertThat(path.resolve("lost+found")).isDirectory();
    DataDirectory.openExisting(path).close();
  }

  @Test
  void somebodyElsesDirectoryIsLeftAlone() throws IOException {
    Path path = Files.createDirectory(parent.resolve("home"));
    Files.writeString(path.resolve("letter.txt"), "dear");
    String before = permissions(path);
    assertThatThrownBy(() -> DataDirectory.openOrMake(path))
        .isInstanceOf(CannotStart.class)
        .hasMessageContaining("was not made by Stillpoint");
    assertThat(permissions(path)).isEqualTo(before);
  }

  @Test
  void aDirectoryThatIsNotThereCannotBeOpenedAsExisting() {
    assertThatThrownBy(() -> DataDirectory.openExisting(parent.resolve("none")))
        .isInstanceOf(CannotStart.class)
        .hasMessageContaining("no Stillpoint data directory");
    assertThat(parent.resolve("none")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"stillpoint.log", "catalog", "catalog/catalog.db", "pool/segment-1", "root.key"})
  void aPlantedLinkIsRefused(String name) throws Exception {
    Path path = parent.resolve("d");
    DataDirectory.openOrMake(path).close();
    Path victim = Files.writeString(parent.resolve("victim"), "precious");
    Files.createDirectories(path.resolve(name).getParent());
    Files.createSymbolicLink(path.resolve(name), victim);
    refusedBecauseOf(path, name, "is a link");
    Files.delete(path.resolve(name));
    Files.createLink(path.resolve(name), victim);
    refusedBecauseOf(path, name, "has another name");
    assertThat(victim).hasContent("precious");
  }

  @Test
  void aFileWithTwoNamesInThereIsItsOwn() throws Exception {
    // As a server leaves its root key that was killed while it made it.
    Path path = parent.resolve("d");
    DataDirectory.openOrMake(path).close();
    Path key = Files.writeString(path.resolve("root.key"), "key");
    Files.createLink(path.resolve("root.key.1.new"), key);
    DataDirectory.openOrMake(path).close();
    assertThat(key).hasContent("key");
  }

  private static void refusedBecauseOf(Path path, String name, String why) {
    assertThatThrownBy(() -> DataDirectory.openOrMake(path))
        .isInstanceOf(CannotStart.class)
        .hasMessageContaining(path.resolve(name) + " " + why);
    assertThatThrownBy(() -> DataDirectory.openExisting(path)).isInstanceOf(CannotStart.class);
  }

  @Test
  void anotherUsersDirectoryIsRefused() throws Exception {
    Path path = parent.resolve("d");
    Files.createDirectory(path);
    assumeTrue(new UnixSystem().getUid() == 0, "only root can give a directory away");
    Files.setAttribute(path, "unix:uid", NOBODY);
    assertThatThrownBy(() -> DataDirectory.openOrMake(path))
        .isInstanceOf(CannotStart.class)
        .hasMessageContaining("belongs to the user with the number " + NOBODY);
    Files.setAttribute(path, "unix:uid", 0);
    DataDirectory.openOrMake(path).close();
    Path catalog = Files.createDirectory(path.resolve("catalog"));
    Files.setAttribute(catalog, "unix:uid", NOBODY);
    assertThatThrownBy(() -> DataDirectory.openExisting(path)).isInstanceOf(CannotStart.class);
    Files.setAttribute(catalog, "unix:uid", 0);
    Path link = Files.createSymbolicLink(parent.resolve("link"), path);
    DataDirectory.openOrMake(link).close();
    new ProcessBuilder("chown", "-h", String.valueOf(NOBODY), link.toString()).start().waitFor();
    assertThatThrownBy(() -> DataDirectory.openOrMake(link))
        .isInstanceOf(CannotStart.class)
        .hasMessageContaining("is another user's link");
  }

  @Test
  void anOpenDirectoryIsClosedToOthersAgain() throws Exception {
    Path path = parent.resolve("d");
    DataDirectory.openOrMake(path).close();
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxrwxrwx"));
    Files.setPosixFilePermissions(
        path.resolve("pool"), PosixFilePermissions.fromString("rwxrwxrwx"));
    try (DataDirectory again = DataDirectory.openOrMake(path)) {
      assertThat(permissions(again.path())).isEqualTo("rwx------");
      assertThat(permissions(again.pool())).isEqualTo("rwx------");
    }
  }

  @Test
  void whatAKilledProcessLeftOfItsLibrariesGoes() throws Exception {
    try (DataDirectory made = DataDirectory.openOrMake(parent.resolve("d"))) {
      Path left = Files.writeString(made.libraries().resolve("sqlite-x.so"), "elf");
      assertThat(made.libraries()).isEqualTo(left.getParent()).isEmptyDirectory();
      assertThat(permissions(made.libraries())).isEqualTo("rwx------");
    }
  }

  @Test
  void theCredentialsFileIsWrittenOnceForItsOwnerOnly() throws IOException {
    Path file = parent.resolve("credentials.ini");
    CredentialsFile.writeOnce(file, "LTAIx", "secret");
    CredentialsFile.writeOnce(file, "LTAIy", "other");
    assertThat(permissions(file)).isEqualTo("rw-------");
    assertThat(file)
        .hasContent(
            "[default]\ntype = access_key\naccess_key_id = LTAIx\naccess_key_secret = secret\n");
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
