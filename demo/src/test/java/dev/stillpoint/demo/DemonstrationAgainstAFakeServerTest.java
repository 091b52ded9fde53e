package dev.stillpoint.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stillpoint.demo.fake.FakeServer;
import dev.stillpoint.demo.fake.Lie;
import dev.stillpoint.demo.report.Ledger;
import dev.stillpoint.demo.report.TextReport;
import dev.stillpoint.demo.step.Demonstration;
import dev.stillpoint.demo.step.Pace;
import dev.stillpoint.demo.step.Settings;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** The whole demonstration over real sockets, against a server that is honest or lies. */
@Timeout(180)
class DemonstrationAgainstAFakeServerTest {
  private static final Pace SHORT = new Pace(20_000, 17_000, 3, 50, 300, 1_000);

  @TempDir Path directory;

  @Test
  void everyProofHoldsAgainstAnHonestServerAndOneDocumentSaysSo() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Path work = directory.resolve("work");

    int exit =
        DemoCommand.run(
            new DemoOptions(
                7,
                DemoOptions.Form.JSON,
                DemoOptions.Keeping.DELETE,
                Optional.of(work),
                command(),
                TextReport.Palette.PLAIN),
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8));

    assertThat(err.toString(UTF_8)).contains("✔");
    assertThat(exit).as(err.toString(UTF_8)).isEqualTo(DemoCommand.PROVED);
    JsonNode root = new ObjectMapper().readTree(out.toString(UTF_8));
    assertThat(root.path("passed").asBoolean()).isTrue();
    assertThat(root.path("seed").asLong()).isEqualTo(7);
    assertThat(root.path("proofs").size()).isEqualTo(8 + 6);
    for (JsonNode proof : root.path("proofs")) {
      assertThat(proof.path("transactions").asLong()).isGreaterThanOrEqualTo(10_000);
    }
    JsonNode longest = root.path("groupCalls").path("longestWriteMillis");
    assertThat(longest.path("windows").asInt()).isEqualTo(8);
    // This server lets all writes wait while it copies; the report must not hide that.
    assertThat(longest.path("medianWithCall").asDouble())
        .isGreaterThan(2 * longest.path("medianWithout").asDouble());
    assertThat(root.path("groups").size()).isEqualTo(9);
    assertThat(root.path("steps").size()).isEqualTo(6);
    assertThat(Files.exists(work)).isFalse();
  }

  @Test
  void groupsThatAreNoInstantAreFound() throws Exception {
    Ledger ledger = run(Lie.MIXED_GROUPS);

    assertThat(failed(ledger)).anyMatch(title -> title.contains("over both hosts"));
    assertThat(failed(ledger)).anyMatch(title -> title.startsWith("new disks from group"));
  }

  @Test
  void aForgetfulUndoAndTheDamageOfACrashAreEachFoundByTheProofThatIsMeantForThem()
      throws Exception {
    Ledger ledger = run(Lie.FORGETFUL_UNDO, Lie.LOST_WRITES, Lie.CHANGED_SNAPSHOT);

    assertThat(failed(ledger))
        .containsExactly(
            "the abandoned present is back",
            "every group is still there after the kill",
            "the disks came back at one instant, with everything that was flushed");
  }

  @Test
  void aServerThatDoesNotStartIsSaidInOneSentence() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();

    int exit =
        DemoCommand.run(
            new DemoOptions(
                1,
                DemoOptions.Form.TEXT,
                DemoOptions.Keeping.DELETE,
                Optional.of(directory.resolve("none")),
                List.of("/bin/false"),
                TextReport.Palette.PLAIN),
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8));

    assertThat(exit).isEqualTo(DemoCommand.BROKEN);
    assertThat(err.toString(UTF_8)).contains("the server did not start");
  }

  private Ledger run(Lie... lies) throws Exception {
    Ledger ledger = new Ledger(5);
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    Settings settings =
        new Settings(
            5,
            directory,
            command(lies),
            System::nanoTime,
            InstantSource.system(),
            new SecureRandom(),
            SHORT);
    TextReport report =
        new TextReport(new PrintStream(told, true, UTF_8), TextReport.Palette.PLAIN);
    try (Demonstration demonstration = new Demonstration(settings, ledger, report)) {
      demonstration.run();
    }
    assertThat(ledger.allProofsPassed()).as(told.toString(UTF_8)).isFalse();
    return ledger;
  }

  private static List<String> failed(Ledger ledger) {
    return ledger.proofs().stream()
        .filter(proof -> !proof.passed())
        .map(Ledger.Proof::title)
        .toList();
  }

  private static List<String> command(Lie... lies) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx256m",
        "-XX:TieredStopAtLevel=1",
        "-cp",
        System.getProperty("java.class.path"),
        FakeServer.class.getName(),
        Arrays.toString(lies));
  }
}
