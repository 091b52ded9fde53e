package dev.stillpoint.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script at the root, with what the build has packaged. */
class LauncherTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  /** How a start ended. */
  private record Ending(int exitCode, String output, String errors) {}

  @TempDir Path directory;

  @BeforeEach
  void somethingIsPackaged() {
    assumeTrue(
        Files.isDirectory(ROOT.resolve("cli/target/lib")), "cli is packaged (mvn package does it)");
  }

  @Test
  void runsFromAnyDirectoryAndThroughALink() throws Exception {
    Path link = Files.createSymbolicLink(directory.resolve("sp"), ROOT.resolve("stillpoint"));
    Ending ending = start(link, Map.of(), "version");
    assertThat(ending.errors()).isEmpty();
    assertThat(ending.output()).contains("0.1.0");
    assertThat(ending.exitCode()).isZero();
  }

  @Test
  void passesOverAJavaHomeThatNamesNoJdk() throws Exception {
    Ending ending =
        start(ROOT.resolve("stillpoint"), Map.of("JAVA_HOME", directory.toString()), "version");
    assertThat(ending.exitCode()).as(ending.errors()).isZero();
  }

  @Test
  void theOperatorsFlagsWinOverItsOwn() throws Exception {
    Ending ending =
        start(
            ROOT.resolve("stillpoint"),
            Map.of("STILLPOINT_JAVA_OPTS", "-Xmx96m -XX:+PrintFlagsFinal"),
            "version");
    assertThat(ending.output().lines().filter(line -> line.contains(" MaxHeapSize ")).toList())
        .singleElement()
        .asString()
        .contains(" " + (96 << 20) + " ");
  }

  private Ending start(Path script, Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    Path output = directory.resolve("output");
    Path errors = directory.resolve("errors");
    ProcessBuilder builder =
        new ProcessBuilder(script.toString())
            .directory(directory.toFile())
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile());
    builder.command().addAll(List.of(arguments));
    builder.environment().put("STILLPOINT_BUILD", "never");
    builder.environment().putAll(environment);
    Process process = builder.start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Ending(
        process.exitValue(),
        Files.readString(output, StandardCharsets.UTF_8),
        Files.readString(errors, StandardCharsets.UTF_8));
  }
}
