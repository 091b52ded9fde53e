package dev.stillpoint.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The rows of disks, with their goals. */
class DisksReportTest {
  private static final long GIB = 1L << 30;

  private static DisksBenchOptions options(List<Long> sizes, Set<String> rows) {
    return new DisksBenchOptions(
        sizes,
        rows,
        Set.of(),
        Set.of(),
        1,
        Duration.ofSeconds(1),
        List.of("memory = 1GiB"),
        Path.of("."));
  }

  private static Trial trial(
      Row row, Scenario.State state, double ours, String peer, double theirs) {
    return new Trial(
        new Scenario(1, GIB, Fill.IN_ORDER, state),
        new Standing(
            row,
            new Series("stillpoint", List.of(ours)),
            List.of(new Series(peer, List.of(theirs)))));
  }

  private static DisksFigures figures() {
    return new DisksFigures(
        options(List.of(1024L), Set.of()),
        List.of("something was left out"),
        List.of("fio --x"),
        List.of(
            trial(Row.RANDREAD_QD1, Scenario.State.WARM, 300, FileServer.NBDKIT_FILE, 100),
            trial(Row.READ_256K_QD8, Scenario.State.COLD, 70, ColdContest.DEVICE, 100),
            trial(Row.READ_256K_QD8, Scenario.State.COLD, 10, FileServer.NBDKIT_FILE, 100),
            trial(Row.RANDREAD_QD16, Scenario.State.WARM, 140, FileServer.NBDKIT_FILE, 100)));
  }

  @Test
  void whatIsFurthestFromItsGoalStandsFirstAndWhatHasNoneLast() {
    assertThat(figures().furthestFirst())
        .extracting(trial -> trial.standing().ours().median())
        .containsExactly(70.0, 140.0, 300.0, 10.0);
    assertThat(DisksReport.text(figures()))
        .containsSubsequence(
            "1 GiB written in order, cold",
            "we are at 0.70 x (goal 0.8)  MISSED",
            "we are at 1.40 x (goal 1.5)  MISSED",
            "we are at 3.00 x (goal 1.0)  reached",
            "we are at 0.10 x\n")
        .contains("something was left out", "memory = 1GiB", "fio --x");
  }

  @Test
  void theDocumentForProgramsHoldsScenarioRatioAndGoal() {
    JsonNode document = JsonMapper.shared().readTree(DisksReport.json(figures()));
    JsonNode first = document.at("/rows/0");
    assertThat(first.path("key").asString()).isEqualTo("read-256k-qd8");
    assertThat(first.path("state").asString()).isEqualTo("cold");
    assertThat(first.path("fill").asString()).isEqualTo("in-order");
    assertThat(first.path("workingSetBytes").asLong()).isEqualTo(GIB);
    assertThat(first.at("/contenders/1/ratio").asDouble()).isEqualTo(0.7);
    assertThat(first.at("/contenders/1/reached").asBoolean()).isFalse();
    assertThat(document.at("/rows/3/contenders/1/goal").isMissingNode()).isTrue();
  }

  @Test
  void thePictureShowsWhatHasAGoal() {
    assertThat(DisksReport.svg(figures()))
        .contains("over nbdkit file", "over fio direct", "0.70 x", "3.00 x")
        .doesNotContain("0.10 x");
  }

  @Test
  void theGoalsAreThoseOfTheDesign() {
    Scenario small = new Scenario(1, GIB, Fill.IN_ORDER, Scenario.State.WARM);
    Scenario large = new Scenario(1, 4 * GIB, Fill.IN_ORDER, Scenario.State.WARM);
    Scenario many = new Scenario(16, GIB, Fill.IN_ORDER, Scenario.State.WARM);
    Scenario scattered = new Scenario(1, GIB, Fill.AT_RANDOM, Scenario.State.COLD);
    assertThat(Goals.of(small, Row.RANDREAD_QD16, FileServer.NBDKIT_FILE)).hasValue(1.5);
    assertThat(Goals.of(large, Row.RANDREAD_QD16, FileServer.NBDKIT_FILE)).hasValue(1.3);
    assertThat(Goals.of(large, Row.READ_256K_QD8, FileServer.NBDKIT_FILE)).hasValue(1.0);
    assertThat(Goals.of(many, Row.RANDWRITE_QD1_FLUSH, FileServer.NBDKIT_FILE)).hasValue(4.0);
    assertThat(Goals.of(many, Row.RANDWRITE_QD1_FLUSH, FileServer.NBDKIT_MEMORY)).hasValue(0.6);
    assertThat(Goals.of(scattered, Row.RANDREAD_QD16, ColdContest.DEVICE)).hasValue(0.8);
    assertThat(Goals.of(scattered, Row.READ_256K_QD8, ColdContest.DEVICE)).isEmpty();
    assertThat(Goals.of(scattered, Row.READ_256K_QD8, FileServer.NBDKIT_FILE)).isEmpty();
  }

  @Test
  void anUnknownRowIsRefusedWithAllThatThereAre() {
    assertThatThrownBy(() -> options(List.of(1024L), Set.of("randread-qd99")))
        .hasMessageContaining("there is no row \"randread-qd99\"")
        .hasMessageContaining("randread-64k-qd4, read-256k-qd8")
        .hasMessageContaining("flush-16-disks");
    assertThat(options(List.of(1024L), Set.of("randread-qd1")).wants(Row.RANDREAD_QD16)).isFalse();
    assertThat(options(List.of(1024L), Set.of()).wantsSixteen()).isTrue();
  }

  @Test
  void everyWorkingSetIsChecked() {
    assertThatThrownBy(() -> options(List.of(1024L, 15L), Set.of())).hasMessageContaining("16 MiB");
    assertThatThrownBy(() -> options(List.of(), Set.of())).hasMessageContaining("working set");
  }
}
