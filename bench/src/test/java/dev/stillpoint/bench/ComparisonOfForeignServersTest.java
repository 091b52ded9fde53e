package dev.stillpoint.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole order of work, with two peers and real fio; the real product takes part elsewhere. */
class ComparisonOfForeignServersTest {
  private static final Commands PROGRAMS = Commands.ofEnvironment();

  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final PrintStream progress = new PrintStream(said, true, StandardCharsets.UTF_8);

  @TempDir Path directory;

  private BenchOptions options() {
    return new BenchOptions(16 << 20, 1, Duration.ofSeconds(1), directory, false);
  }

  @Test
  @Tag("slow")
  void everyContenderGetsAFigureInEveryRowAndNothingIsLeftBehind() throws Exception {
    for (String program : List.of("fio", "nbdkit", "qemu-nbd")) {
      assumeTrue(PROGRAMS.find(program).isPresent(), program + " is not installed");
    }
    Report report =
        new BenchCommand(List.of(), PROGRAMS, progress)
            .compare(
                List.of(
                    FileServer.nbdkit(PROGRAMS),
                    FileServer.qemuNbd(PROGRAMS),
                    FileServer.nbdkit(new Commands(""))),
                options());
    assertThat(report.standings()).hasSize(Row.BASIC.size());
    for (Standing standing : report.standings()) {
      assertThat(standing.ours().contender()).isEqualTo("nbdkit file");
      assertThat(standing.ours().min()).isPositive();
      assertThat(standing.peers()).extracting(Series::contender).containsExactly("qemu-nbd raw");
      assertThat(standing.peers().getFirst().min()).isPositive();
    }
    assertThat(report.absent()).containsExactly("nbdkit file: nbdkit is not installed");
    assertThat(report.commands()).anyMatch(c -> c.contains("--fsync=1") && c.contains("nbd.sock"));
    assertThat(report.commands()).hasSize(2 + 2 * (2 + Row.BASIC.size()));
    assertThat(entries()).isEmpty();
  }

  @Test
  void withoutFioASentenceSaysSo() {
    int exit =
        new BenchCommand(List.of("serve"), new Commands(""), progress).run(options(), progress);
    assertThat(exit).isEqualTo(BenchCommand.CANNOT);
    assertThat(said.toString(StandardCharsets.UTF_8)).contains("fio is not installed");
  }

  @Test
  void aServerThatDiesAtItsStartIsToldWithItsLastWords() throws IOException {
    Path broken = directory.resolve("broken");
    Files.writeString(broken, "#!/bin/sh\necho 'the disk is on fire' >&2\nexit 3\n");
    assertThat(broken.toFile().setExecutable(true)).isTrue();
    assertThatThrownBy(
            () -> new Stillpoint(List.of(broken.toString()), 1 << 20).start(directory, 20L << 30))
        .isInstanceOf(CannotMeasure.class)
        .hasMessageContaining("exit code 3")
        .hasMessageContaining("the disk is on fire");
  }

  @Test
  void aWorkingSetThatDoesNotFitIsRefusedBeforeAnythingIsWritten() throws IOException {
    Files.writeString(directory.resolve("fio"), "#!/bin/sh\nexit 1\n");
    assertThat(directory.resolve("fio").toFile().setExecutable(true)).isTrue();
    BenchOptions huge = new BenchOptions(1L << 40, 1, Duration.ofSeconds(1), directory, false);
    Commands onlyFio = new Commands(directory.toString());
    assertThat(new BenchCommand(List.of("serve"), onlyFio, progress).run(huge, progress))
        .isEqualTo(BenchCommand.CANNOT);
    assertThat(said.toString(StandardCharsets.UTF_8)).contains("are free below");
    assertThat(entries()).containsExactly(directory.resolve("fio"));
  }

  private List<Path> entries() throws IOException {
    try (var entries = Files.list(directory)) {
      return entries.toList();
    }
  }
}
