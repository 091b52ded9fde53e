package dev.stillpoint.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Memory is bounded by configuration, not by the size of disks. */
@Tag("slow")
class BoundedMemoryTest {
  @Test
  void fourGibibytesAtRandomOverTwoTebibytesFitAHeapOf256Megabytes(@TempDir Path directory)
      throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-ea",
                "-Xmx256m",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                BoundedMemory.class.getName(),
                directory.resolve("pool").toString(),
                String.valueOf(1 << 20))
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    assertThat(output).contains("verified 0 findings, 1048576 blocks");
  }
}
