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
  @TempDir Path directory;

  @Test
  void theDemoHoldsEveryProofAndPrintsOneDocument() throws Exception {
    JsonNode document = document("demo", "--json");
    assertThat(document.isObject()).isTrue();
    assertThat(document.isEmpty()).isFalse();
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
