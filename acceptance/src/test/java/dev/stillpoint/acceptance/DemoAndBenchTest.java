package dev.stillpoint.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The two commands that start a server of their own. */
@Tag("slow")
class DemoAndBenchTest {
  /** A proof over fewer says little. */
  private static final long TRANSACTIONS_MIN = 10_000;

  @TempDir Path directory;

  @Test
  void theDemoHoldsEveryProofAndRejectsTheMixture() throws Exception {
    JsonNode document = document("demo", "--json", "--seed", "7");
    assertThat(document.path("passed").asBoolean()).isTrue();
    assertThat(document.path("seed").asLong()).isEqualTo(7);
    assertThat(document.path("proofs").isEmpty()).isFalse();
    int rejected = 0;
    for (JsonNode proof : document.path("proofs")) {
      assertThat(proof.path("passed").asBoolean()).as("%s", proof).isTrue();
      assertThat(proof.path("transactions").asLong())
          .as("%s", proof)
          .isGreaterThanOrEqualTo(TRANSACTIONS_MIN);
      boolean mixture = proof.path("expected").asString().equals("IS_REJECTED");
      assertThat(proof.path("violationCount").asLong() > 0).as("%s", proof).isEqualTo(mixture);
      rejected += mixture ? 1 : 0;
    }
    assertThat(rejected).as("mixtures of single snapshots that were rejected").isEqualTo(1);
  }

  @Test
  void theBenchmarkMeasuresUsBesideThePeers() throws Exception {
    Tool.require("fio", "nbdkit", "qemu-nbd");
    JsonNode document =
        document(
            "bench",
            "--json",
            "--size=64",
            "--rounds=1",
            "--seconds=1",
            "--directory=" + directory);
    assertThat(document.path("rows").size()).isEqualTo(3);
    for (JsonNode row : document.path("rows")) {
      assertThat(row.path("contenders").size()).isEqualTo(3);
      assertThat(row.at("/contenders/0/contender").asString()).isEqualTo("stillpoint");
      assertThat(row.at("/contenders/0/median").asDouble()).isPositive();
      assertThat(row.at("/contenders/1/ratio").asDouble()).isPositive();
    }
  }

  @Test
  void theBenchmarkOfGroupsHasEveryFigureAndEachIsPlausible() throws Exception {
    Path picture = directory.resolve("groups.svg");
    JsonNode document =
        document(
            "bench",
            "groups",
            "--json",
            "--disks=4",
            "--size=16",
            "--pairs=2",
            "--window=200",
            "--groups=6",
            "--keep=5",
            "--seconds=1",
            "--svg=" + picture,
            "--directory=" + directory);
    Map<String, Double> figures = new HashMap<>();
    for (JsonNode figure : document.path("figures")) {
      figures.put(figure.path("key").asString(), figure.path("value").asDouble());
    }
    assertThat(figures)
        .containsOnlyKeys(
            "paced.added",
            "paced.call.median",
            "paced.call.p99",
            "paced.call.max",
            "saturated.added",
            "saturated.call.median",
            "saturated.call.p99",
            "saturated.call.max",
            "longest",
            "p999",
            "growth",
            "growth.first",
            "growth.last",
            "speed.read",
            "speed.write",
            "size",
            "ready",
            "memory.peak",
            "memory.end");
    figures.forEach((key, value) -> {
      if (!key.endsWith(".added")) {
        assertThat(value).as(key).isPositive();
      }
    });
    assertThat(figures.get("saturated.call.max"))
        .isGreaterThanOrEqualTo(figures.get("saturated.call.median"));
    assertThat(figures.get("longest")).isGreaterThanOrEqualTo(figures.get("p999"));
    assertThat(figures.get("memory.peak")).isBetween(50.0, 20_000.0);
    assertThat(figures.get("ready")).isBetween(0.1, 60.0);
    for (JsonNode load : document.path("loads")) {
      assertThat(load.path("windows").asInt()).as("%s", load).isEqualTo(2);
      assertThat(load.path("longestBesideMedianMillis").asDouble()).as("%s", load).isPositive();
      assertThat(load.path("longestWithoutMedianMillis").asDouble()).as("%s", load).isPositive();
    }
    assertThat(document.at("/loads/0/writesPerSecond").asDouble()).isBetween(1_000.0, 3_300.0);
    assertThat(document.path("growthCallMillis").size()).isEqualTo(6);
    assertThat(document.path("remarks").toString()).contains("5 groups were kept");
    assertThat(Files.readString(picture)).contains("<svg", "stillpoint, saturated");
  }

  @Test
  void theBenchmarkOfDisksHasEveryRowWithItsPeers() throws Exception {
    Tool.require("fio", "nbdkit");
    Path picture = directory.resolve("disks.svg");
    JsonNode document =
        document(
            "bench",
            "disks",
            "--json",
            "--sizes=16",
            "--fills=in-order",
            "--rows=randread-qd16,write-256k-qd8,flush-16-disks",
            "--rounds=1",
            "--seconds=1",
            "--svg=" + picture,
            "--directory=" + directory);
    Map<String, JsonNode> rows = new HashMap<>();
    for (JsonNode row : document.path("rows")) {
      rows.put(
          row.path("disks") + " " + row.path("key").asString() + " " + row.path("state").asString(),
          row);
      for (JsonNode contender : row.path("contenders")) {
        assertThat(contender.path("median").asDouble()).as("%s", row).isPositive();
      }
      assertThat(row.at("/contenders/0/contender").asString()).isEqualTo("stillpoint");
      assertThat(row.at("/contenders/1/contender").asString()).isEqualTo("nbdkit file");
      assertThat(row.at("/contenders/1/ratio").asDouble()).isPositive();
    }
    assertThat(rows)
        .containsKeys(
            "1 randread-qd16 warm", "1 write-256k-qd8 warm", "16 randwrite-qd1-flush warm");
    if (Files.isWritable(Path.of("/proc/sys/vm/drop_caches"))) {
      assertThat(rows).containsKey("1 randread-qd16 cold");
      assertThat(rows.get("1 randread-qd16 cold").at("/contenders/2/contender").asString())
          .isEqualTo("fio direct");
    }
    assertThat(rows.get("16 randwrite-qd1-flush warm").at("/contenders/2/contender").asString())
        .isEqualTo("nbdkit memory");
    assertThat(Files.readString(picture)).contains("<svg", "over nbdkit memory");
  }

  /** Runs a command of this product to its good end; its standard output is one document. */
  private JsonNode document(String... arguments) throws Exception {
    Path output = directory.resolve("output");
    Path messages = directory.resolve("messages");
    Process process =
        new ProcessBuilder(StillpointCommand.words(arguments))
            .redirectOutput(output.toFile())
            .redirectError(messages.toFile())
            .start();
    boolean ended = process.waitFor(600, TimeUnit.SECONDS);
    process.destroyForcibly().waitFor();
    assertThat(ended).as(Files.readString(messages)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(messages)).isZero();
    return JsonMapper.shared().readTree(Files.readString(output));
  }
}
