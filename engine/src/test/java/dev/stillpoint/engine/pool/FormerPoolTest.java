package dev.stillpoint.engine.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillpoint.engine.EmbeddedEngine;
import dev.stillpoint.engine.checkpoint.PoolFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pool that an earlier release wrote is refused with a sentence that helps, and left alone. */
class FormerPoolTest {
  private static final PoolOptions OPTIONS =
      new PoolOptions(128 << 10, 4 << 20, 1 << 20, 1 << 20, 1 << 20, true);

  @TempDir private Path directory;

  private void unpack() throws IOException {
    try (InputStream resource = getClass().getResourceAsStream("/pool-version-2.zip");
        ZipInputStream zip = new ZipInputStream(resource)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Files.write(directory.resolve(entry.getName()), zip.readAllBytes());
      }
    }
  }

  @Test
  void versionTwoIsRefusedAndNotTouched() throws IOException {
    unpack();
    byte[] before = Files.readAllBytes(directory.resolve("pool"));
    assertThatThrownBy(() -> EmbeddedEngine.open(directory, OPTIONS, InstantSource.system()))
        .isInstanceOf(PoolFormatException.class)
        .hasMessageContaining("the pool has version 2")
        .hasMessageContaining("with the release that wrote it");
    assertThat(Arrays.equals(before, Files.readAllBytes(directory.resolve("pool")))).isTrue();
    try (var files = Files.list(directory)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "checkpoint-000000000002",
              "pool",
              "segment-000000",
              "segment-000001",
              "segment-000002");
    }
  }
}
