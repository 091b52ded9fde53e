package dev.stillpoint.server.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillpoint.server.fault.CannotStart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
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
