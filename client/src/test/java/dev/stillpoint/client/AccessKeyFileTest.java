package dev.stillpoint.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessKeyFileTest {
  @TempDir Path directory;

  @Test
  void readsTheDefaultKeyOfACredentialsFile() throws IOException {
    Path file = directory.resolve("credentials.ini");
    Files.writeString(
        file,
        """
        # made at the first start
        [default]
        type = access_key
        access_key_id = LTAI1
        access_key_secret=a=b
        """);

    assertThat(AccessKey.read(file)).isEqualTo(new AccessKey("LTAI1", "a=b"));
  }

  @Test
  void refusesAFileWithoutASecret() throws IOException {
    Path file = Files.writeString(directory.resolve("c.ini"), "[default]\naccess_key_id = LTAI1\n");

    assertThatThrownBy(() -> AccessKey.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("access_key_secret");
  }

  @Test
  void neverPrintsTheSecret() {
    assertThat(new AccessKey("LTAI1", "hidden")).asString().doesNotContain("hidden");
  }
}
