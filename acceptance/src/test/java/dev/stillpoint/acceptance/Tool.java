package dev.stillpoint.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Foreign programs. */
final class Tool {
  private static final int SECONDS_MAX = 120;

  private Tool() {}

  /** Skips the test when a program is missing; under continuous integration fails it. */
  static void require(String... programs) {
    for (String program : programs) {
      require(isThere(program), program + " is installed");
    }
  }

  /** Skips the test where it cannot be done as root; under continuous integration fails it. */
  static void requireRoot() {
    require("root".equals(System.getProperty("user.name")), "the user is root");
  }

  /** Skips the test where a condition does not hold; under continuous integration fails it. */
  static void require(boolean holds, String condition) {
    if ("true".equals(System.getenv("CI"))) {
      assertThat(holds).as(condition).isTrue();
    }
    assumeTrue(holds, "needed: " + condition);
  }

  static boolean isThere(String program) {
    return Stream.of(
            (System.getenv("PATH")
                    + File.pathSeparator
                    + "/usr/sbin"
                    + File.pathSeparator
                    + "/sbin")
                .split(File.pathSeparator, -1))
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
  }

  /** Runs a program to its good end and answers what it printed, both streams. */
  static String run(String... command) throws IOException {
    Path output = Files.createTempFile("stillpoint-tool-", ".out");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      boolean ended = process.waitFor(SECONDS_MAX, TimeUnit.SECONDS);
      process.destroyForcibly().waitFor();
      String printed = Files.readString(output, StandardCharsets.UTF_8);
      assertThat(ended).as("%s ends; it said: %s", List.of(command), printed).isTrue();
      assertThat(process.exitValue()).as("%s: %s", List.of(command), printed).isZero();
      return printed;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while " + command[0] + " ran", e);
    } finally {
      Files.delete(output);
    }
  }
}
