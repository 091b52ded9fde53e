package dev.stillpoint.bench.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The line through what was measured, and what is said of it. */
class SpaceReportTest {
  private static final SpaceBenchOptions OPTIONS = options(List.of(4096L, 8192L, 16384L), 1024);

  private static final SpaceFigures FIGURES =
      new SpaceFigures(
          List.of("something was left out"),
          List.of(
              new SpaceFigures.Step(4096, 600, 1.0),
              new SpaceFigures.Step(8192, 640, 1.1),
              new SpaceFigures.Step(16384, 720, 1.3)),
          OptionalDouble.of(1.6));

  private static SpaceBenchOptions options(List<Long> steps, long live) {
    return new SpaceBenchOptions(steps, live, 20, List.of(), Path.of("."));
  }

  @Test
  void theLineLiesNearestToAllPoints() {
    StraightLine line =
        StraightLine.through(
            List.of(
                new StraightLine.Point(0, 0),
                new StraightLine.Point(1, 2),
                new StraightLine.Point(2, 1)));
    assertThat(line.slope()).isCloseTo(0.5, within(1e-9));
    assertThat(line.base()).isCloseTo(0.5, within(1e-9));
    assertThatThrownBy(() ->
            StraightLine.through(
                List.of(new StraightLine.Point(1, 2), new StraightLine.Point(1, 3))))
        .hasMessageContaining("one place");
  }

  @Test
  void theFullSizeIsReadOffTheLine() {
    assertThat(FIGURES.atFullSize(SpaceFigures.Step::peakMib).orElseThrow())
        .isCloseTo(1200, within(1e-6));
    assertThat(FIGURES.atFullSize(SpaceFigures.Step::readySeconds).orElseThrow())
        .isCloseTo(2.5, within(1e-6));
    assertThat(
            new SpaceFigures(List.of(), FIGURES.steps().subList(0, 1), OptionalDouble.empty())
                .atFullSize(SpaceFigures.Step::peakMib))
        .isEmpty();
  }

  @Test
  void aLineThatFallsIsNotFollowedBelowWhatWasMeasured() {
    SpaceFigures falling =
        new SpaceFigures(
            List.of(),
            List.of(new SpaceFigures.Step(1024, 500, 3), new SpaceFigures.Step(2048, 400, 2)),
            OptionalDouble.empty());
    assertThat(falling.atFullSize(SpaceFigures.Step::peakMib)).hasValue(500);
    assertThat(falling.atFullSize(SpaceFigures.Step::readySeconds)).hasValue(3);
  }

  @Test
  void theReportsHoldEveryFigureAndItsGoal() {
    assertThat(SpaceReport.text(FIGURES, OPTIONS))
        .contains("something was left out", "8192 MiB of random blocks", "its defaults")
        .contains("1200 MiB (goal at most 1280)  reached", "2.50 s (goal at most 2)  MISSED")
        .contains("1.60 (goal at most 1.5)  MISSED");
    JsonNode document = JsonMapper.shared().readTree(SpaceReport.json(FIGURES, OPTIONS));
    assertThat(document.at("/steps/2/peakMib").asInt()).isEqualTo(720);
    assertThat(document.path("spaceFactor").asDouble()).isEqualTo(1.6);
    assertThat(document.path("readySecondsAtFullSize").asDouble()).isCloseTo(2.5, within(1e-6));
  }

  @Test
  void stepsRiseAndSomethingIsMeasured() {
    assertThatThrownBy(() -> options(List.of(8L, 8L), 16)).hasMessageContaining("must rise");
    assertThatThrownBy(() -> options(List.of(), 0)).hasMessageContaining("nothing to measure");
    assertThatThrownBy(() -> options(List.of(8L), 15)).hasMessageContaining("not 15 MiB");
    assertThat(options(List.of(8L), 0).stepsMib()).containsExactly(8L);
  }
}
