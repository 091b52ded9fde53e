package dev.stillpoint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What the launcher runs once for each build. */
class RehearseTest {
  @TempDir Path directory;

  private int run(StringWriter errors, Path data) {
    CommandLine line = Main.commandLine();
    line.setErr(new PrintWriter(errors));
    return line.execute("rehearse", "--data", data.toString(), "--seconds", "1");
  }

  @Test
  void servesIsItsOwnClientAndEnds() {
    StringWriter errors = new StringWriter();
    Path data = directory.resolve("data");
    assertThat(run(errors, data)).as(errors.toString()).isZero();
    assertThat(data.resolve("pool")).isDirectory();
    CommandLine check = Main.commandLine();
    StringWriter found = new StringWriter();
    check.setOut(new PrintWriter(found));
    assertThat(check.execute("check", "--data", data.toString())).as(found.toString()).isZero();
  }

  @Test
  void whereItCannotServeItSaysSo() {
    StringWriter errors = new StringWriter();
    assertThat(run(errors, Path.of("/proc/nothing"))).isEqualTo(1);
    assertThat(errors.toString()).startsWith("stillpoint rehearse: ");
  }
}
