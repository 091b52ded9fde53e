package dev.stillpoint.bench.groups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillpoint.bench.ResidentMemory;
import java.io.StringReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The figures of groups, handed over in all three ways. */
class GroupsReportTest {
  private static GroupsBenchOptions options(int disks) {
    return new GroupsBenchOptions(
        disks,
        1 << 20,
        3200,
        4,
        2,
        Duration.ofMillis(100),
        4,
        Duration.ofMillis(10),
        OptionalInt.empty(),
        Duration.ofSeconds(1),
        true,
        List.of("memory = 1GiB"),
        Path.of("."));
  }

  private static LoadFigures load(String contender, Load load, double beside, double call) {
    return new LoadFigures(
        contender,
        load.title(options(16)),
        3200,
        new Times(List.of(beside, beside)),
        new Times(List.of(1.0, 1.0)),
        new Times(List.of(call, call)),
        0,
        90,
        7,
        1);
  }

  private static GroupFigures figures() {
    return new GroupFigures(
        options(16),
        "pool.size = 1MiB\nmemory = 1GiB\n",
        List.of("3 groups were kept"),
        List.of(
            load("stillpoint", Load.PACED, 1.5, 9),
            load(QemuGroups.NAME, Load.PACED, 45, 40),
            load("stillpoint", Load.SATURATED, 2.5, 30)),
        49,
        8,
        new Growth(new Times(List.of(10.0, 10.0, 12.0, 14.0)), 1),
        new Speed(100, 200),
        new Speed(95, 180),
        new SizeContest(new Times(List.of(4.0)), new Times(List.of(4.0))),
        new ResidentMemory(900, 1000),
        1.9);
  }

  @Test
  void eachFigureIsOnItsSideOfItsGoal() {
    assertThat(figures().findings())
        .filteredOn(finding -> !finding.reached())
        .extracting(Finding::key)
        .containsExactly("saturated.added", "saturated.call.median", "growth", "speed.write");
  }

  @Test
  void theTextNamesTheConfigurationTheRemarksThePeerAndTheGoals() {
    assertThat(GroupsReport.text(figures()))
        .contains("  memory = 1GiB", "- 3 groups were kept", "QEMU transaction at 3,200 writes/s")
        .containsPattern("adds to the longest write +0\\.50 ms +\\(goal at most 1\\.00\\) +reached")
        .containsPattern("writes of one disk.+0\\.90 +\\(goal at least 0\\.95\\) +MISSED")
        .containsPattern("the last 2 of 4 groups over the first 2 +1\\.30");
  }

  @Test
  void theDocumentForProgramsHoldsEveryFigure() {
    JsonNode document = JsonMapper.shared().readTree(GroupsReport.json(figures()));
    assertThat(document.path("figures").size()).isEqualTo(figures().findings().size());
    assertThat(document.at("/figures/0/key").asString()).isEqualTo("paced.added");
    assertThat(document.at("/figures/0/reached").asBoolean()).isTrue();
    assertThat(document.at("/loads/1/contender").asString()).isEqualTo("QEMU transaction");
    assertThat(document.at("/loads/1/addedMillis").asDouble()).isEqualTo(44);
    assertThat(document.at("/growthCallMillis/3").asDouble()).isEqualTo(14);
    assertThat(document.at("/speedAfter/readsPerSecond").asDouble()).isEqualTo(95);
    assertThat(document.at("/remarks/0").asString()).contains("kept");
  }

  @Test
  void thePictureShowsThePeerBesideUs() throws Exception {
    String svg = GroupsPicture.of(figures());
    assertThat(
            DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(svg)))
                .getDocumentElement()
                .getTagName())
        .isEqualTo("svg");
    assertThat(svg).contains("QEMU transaction, at 3,200 writes/s", "1.00 without, 45 beside");
  }

  @Test
  void aGroupHasOneToSixteenDisks() {
    assertThat(options(1).disks()).isEqualTo(1);
    assertThatThrownBy(() -> options(0)).hasMessage("disks must be 1 to 16, not 0");
    assertThatThrownBy(() -> options(17)).hasMessageContaining("not 17");
  }
}
