package dev.stillpoint.api.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillpoint.api.ecs.EcsProduct;
import dev.stillpoint.api.world.ApiWorld;
import dev.stillpoint.control.contract.ApiVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirFactory;

/**
 * Every action answers as it did. Seeded random calls, right and wrong, by callers who may all,
 * some or nothing, are played in sequences; status, code, message and answer of each and the
 * catalog at the end must be what the golden data say. What has to differ is made anew with {@code
 * mvn -Dquick test -pl api -am -Dtest=GoldenTest -Dsurefire.failIfNoSpecifiedTests=false
 * -Dgolden=write}; read the difference before it is committed. For a longer comparison add {@code
 * -Dgolden.times=20 -Dgolden.directory=/tmp/x} to a writing run on the old state and to a run on
 * the new one.
 *
 * <p>Left out: signatures, throttling and XML, which have tests of their own; what runs beside
 * calls (policies' timetables, expiry, reconciliation); threads.
 */
@Tag("slow")
class GoldenTest {
  private static final Path DIRECTORY =
      Path.of(
          System.getProperty("golden.directory", "src/test/resources/dev/stillpoint/api/golden"));
  private static final int TIMES = Integer.getInteger("golden.times", 1);
  private static final SequencedMap<String, Integer> WORLDS = new LinkedHashMap<>();

  static {
    WORLDS.put(EcsProduct.VERSION, 26);
    WORLDS.put(ApiVersion.RAM.version(), 12);
    WORLDS.put(ApiVersion.KMS.version(), 5);
    WORLDS.put(ApiVersion.RESOURCE_MANAGER.version(), 4);
    WORLDS.put(ApiVersion.STS.version(), 2);
  }

  @TempDir(factory = WithoutSyncs.class)
  Path temporary;

  @Test
  void everyActionThatIsServedIsPlayed() throws Exception {
    TreeSet<String> served = new TreeSet<>();
    try (ApiWorld api = new ApiWorld(Files.createDirectory(temporary.resolve("w")))) {
      api.products()
          .forEach(product ->
              product.actionNames().forEach(name -> served.add(product.version() + " " + name)));
    }
    TreeSet<String> played = new TreeSet<>();
    new Vocabulary().entries().forEach(entry -> played.add(entry.version() + " " + entry.action()));
    assertThat(played).as("actions.tsv").isEqualTo(served);
  }

  @Test
  void everyCallIsAnsweredAsItWas() throws Exception {
    Play play = new Play(new Vocabulary());
    boolean write = System.getProperty("golden", "").equals("write");
    Recording recording = new Recording();
    StringBuilder differences = new StringBuilder();
    for (Map.Entry<String, Integer> worlds : WORLDS.entrySet()) {
      String theme = worlds.getKey();
      List<String> expected = write ? List.of() : Recording.read(DIRECTORY, Recording.file(theme));
      for (int seed = 0; seed < worlds.getValue() * TIMES; seed++) {
        Path directory = Files.createDirectory(temporary.resolve(theme + "-" + seed));
        Play.Played played = play.of(theme, seed, directory);
        List<String> lines = recording.add(theme, seed, played);
        if (!write) {
          differences.append(Difference.of(DIRECTORY, theme, seed, expected, lines, played));
        }
      }
    }
    if (write) {
      recording.write(DIRECTORY);
      return;
    }
    assertThat(differences.toString()).as("worlds that went another way").isEmpty();
    recording
        .texts()
        .forEach((file, text) ->
            assertThat(text.lines().toList())
                .as(file)
                .containsExactlyElementsOf(Recording.read(DIRECTORY, file)));
  }

  /**
   * In memory where the machine has such a directory: half of the time goes into syncs otherwise.
   */
  static final class WithoutSyncs implements TempDirFactory {
    @Override
    public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext context)
        throws IOException {
      Path memory = Path.of("/dev/shm");
      return Files.isWritable(memory)
          ? Files.createTempDirectory(memory, "golden")
          : Files.createTempDirectory("golden");
    }
  }
}
