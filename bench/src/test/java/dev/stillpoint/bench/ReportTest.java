package dev.stillpoint.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReportTest {
  private static final Standing FAST =
      new Standing(
          Row.RANDREAD_QD16,
          new Series("stillpoint", List.of(150.0, 300.0, 200.0)),
          List.of(new Series("nbdkit file", List.of(100.0)), new Series("other", List.of(50.0))));

  private static final Standing SLOW =
      new Standing(
          Row.RANDWRITE_QD1_FLUSH,
          new Series("stillpoint", List.of(90.0)),
          List.of(new Series("nbdkit file", List.of(30.0)), new Series("other", List.of(100.0))));

  private static Report report(Standing... standings) {
    return new Report(
        "a machine",
        List.of("a condition"),
        List.of("qemu-nbd raw: qemu-nbd is not installed"),
        List.of("fio --x"),
        List.of(standings));
  }

  @Test
  void theRowWhereWeDoWorstAgainstAnyPeerStandsFirst() {
    assertThat(report(FAST, SLOW).standings()).containsExactly(SLOW, FAST);
    assertThat(ReportText.text(report(FAST, SLOW)))
        .containsSubsequence("qd1, flush", "we are at 0.90 x", "randread", "we are at 2.00 x");
  }

  @Test
  void aMedianIsTheMiddleOfTheRoundsAndComesWithItsExtremes() {
    Series odd = FAST.ours();
    assertThat(odd.median()).isEqualTo(200.0);
    assertThat(odd.min()).isEqualTo(150.0);
    assertThat(odd.max()).isEqualTo(300.0);
    assertThat(new Series("x", List.of(4.0, 1.0, 2.0, 3.0)).median()).isEqualTo(2.5);
  }

  @Test
  void aMissingPeerIsTold() {
    assertThat(ReportText.text(report(FAST)))
        .contains("missing: qemu-nbd raw: qemu-nbd is not installed");
  }

  @Test
  void withoutAnyPeerThereIsNoRatio() {
    Standing alone = new Standing(Row.RANDREAD_QD16, FAST.ours(), List.of());
    assertThat(alone.worstRatio()).isEmpty();
    assertThat(ReportText.text(report(alone))).doesNotContain("we are at").contains("200");
  }

  @Test
  void theDocumentForMachinesHoldsEveryFigure() {
    JsonNode document = JsonMapper.shared().readTree(ReportText.json(report(FAST, SLOW)));
    assertThat(document.at("/rows/0/row").asString()).isEqualTo(SLOW.row().title());
    assertThat(document.at("/rows/1/contenders/0/perSecond/1").asDouble()).isEqualTo(300.0);
    assertThat(document.at("/rows/1/contenders/1/ratio").asDouble()).isEqualTo(2.0, within(1e-9));
    assertThat(document.at("/absent/0").asString()).contains("qemu-nbd");
  }

  @Test
  void thePictureHasAPanelForEachPeerAndIsDrawnWithoutAny() {
    assertThat(ReportPicture.of(report(FAST, SLOW)))
        .contains("over those of nbdkit file", "over those of other", "0.90 x", "4.00 x");
    assertThat(ReportPicture.of(report())).contains("<svg", "</svg>");
  }
}
