package dev.stillpoint.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
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

  /** Runs a command of this product to its good end; its standard output is one document. */
  private JsonNode document(String... arguments) throws Exception {
    Path output = directory.resolve("output");
    Path messages = directory.resolve("messages");
    Process process =
        new ProcessBuilder(StillpointCommand.words(arguments))
            .redirectOutput(output.toFile())
            .redirectError(messages.toFile())
            .start();
    boolean ended = process.waitFor(300, TimeUnit.SECONDS);
    process.destroyForcibly().waitFor();
    assertThat(ended).as(Files.readString(messages)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(messages)).isZero();
    return JsonMapper.shared().readTree(Files.readString(output));
  }
}
