package dev.stillpoint.demo.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stillpoint.demo.proof.Rule;
import dev.stillpoint.demo.proof.Verdict;
import dev.stillpoint.demo.workload.Latencies;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

class ReportTest {
  private static final long SECOND = 1_000_000_000;
  private static final Verdict GOOD =
      new Verdict(16_384, 16_300, 20_000, 90_000, Map.of(), List.of());
  private static final Verdict BAD =
      new Verdict(16_384, 1, 2, 3, Map.of(Rule.PAGE_HAS_LOG, 77L), List.of("page-a shows 5"));

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, UTF_8);

  @Test
  void theTimelineShowsThroughputAndMarksInTheirSlices() {
    List<String> lines = new Timeline(ledger()).lines();

    assertThat(lines.get(0)).isEqualTo("████████        ▄▄▄▄▄▄▄▄");
    assertThat(lines.get(1)).isEqualTo("    G           X");
    assertThat(lines.get(2)).startsWith("0 s").contains("5 s");
  }

  @Test
  void theTimelineNeverGrowsWiderThanATerminal() {
    Ledger ledger = new Ledger(1);
    ledger.writing(
        new Ledger.Writing(
            0, 0, 0, 500 * SECOND, List.of(), new Latencies.Distribution(0, 0, 0, 0)));

    assertThat(new Timeline(ledger).lines()).allMatch(line -> line.length() <= 76);
  }

  @Test
  void theJsonReportIsOneDocumentWithEveryFigure() {
    Ledger ledger = ledger();

    new JsonReport().print(ledger, out);

    JsonNode root = new ObjectMapper().readTree(bytes.toString(UTF_8));
    assertThat(root.path("seed").asLong()).isEqualTo(42);
    assertThat(root.path("passed").asBoolean()).isTrue();
    assertThat(root.path("writer").path("writeLatencyMillis").path("p99").asDouble())
        .isEqualTo(2.5);
    assertThat(root.path("groups").path(0).path("cutLsn").asString()).isEqualTo("4711");
    assertThat(root.path("groupCalls").path("longestWriteMillis").path("maxWithCall").asDouble())
        .isEqualTo(3.0);
    assertThat(root.path("proofs").path(1).path("violations").path("PAGE_HAS_LOG").asLong())
        .isEqualTo(77);
    assertThat(root.path("steps").path(0).path("millis").asDouble()).isEqualTo(1500.0);
  }

  @Test
  void theTextReportNamesTheProofsAndTheResult() {
    TextReport text = new TextReport(out, TextReport.Palette.PLAIN);
    Ledger ledger = ledger();

    text.begin(42, "/tmp/x");
    ledger.proofs().forEach(text::proof);
    text.finish(ledger);

    assertThat(bytes.toString(UTF_8))
        .contains("--seed 42")
        .contains("✔ good")
        .contains("16,384 transactions checked")
        .contains("77 x broken: no page without its log record")
        .contains("✔ 2 of 2 proofs came out as they must")
        .doesNotContain("\u001b");
  }

  @Test
  void aMixtureThatIsAcceptedFailsTheRun() {
    Ledger ledger = ledger();
    ledger.add(new Ledger.Proof("mixture", Ledger.Expectation.IS_REJECTED, GOOD, "", true));

    assertThat(ledger.allProofsPassed()).isFalse();
  }

  @Test
  void bytesThatDifferFailTheRun() {
    Ledger ledger = ledger();
    ledger.add(new Ledger.Proof("undo", Ledger.Expectation.HOLDS, GOOD, "differs", false));

    assertThat(ledger.allProofsPassed()).isFalse();
  }

  @Test
  void aRunWithoutProofsHasNotPassed() {
    assertThat(new Ledger(1).allProofsPassed()).isFalse();
  }

  private static Ledger ledger() {
    Ledger ledger = new Ledger(42);
    List<Long> completed = new ArrayList<>();
    for (long i = 0; i < 2_000; i++) {
      completed.add(i * 2 * SECOND / 2_000);
    }
    for (long i = 0; i < 1_000; i++) {
      completed.add(4 * SECOND + i * 2 * SECOND / 1_000);
    }
    ledger.writing(
        new Ledger.Writing(
            3_010,
            3_000,
            4 * SECOND,
            6 * SECOND - 1,
            completed,
            new Latencies.Distribution(12_000, 1_000_000, 2_500_000, 9_000_000)));
    ledger.add(new Ledger.Step(1, "first", 1_500_000_000L));
    ledger.add(
        new Ledger.Group("ssg-1", "by DiskId.N", 4, "4711", "t", 3_000_000, new TreeMap<>()));
    ledger.add(new Ledger.Window(100_000_000, 3_000_000, 2_000_000));
    ledger.add(new Ledger.Proof("good", Ledger.Expectation.HOLDS, GOOD, "", true));
    ledger.add(new Ledger.Proof("mixed", Ledger.Expectation.IS_REJECTED, BAD, "", true));
    ledger.add(new Ledger.Mark(Ledger.MarkKind.GROUP, SECOND));
    ledger.add(new Ledger.Mark(Ledger.MarkKind.KILL, 4 * SECOND));
    return ledger;
  }
}
