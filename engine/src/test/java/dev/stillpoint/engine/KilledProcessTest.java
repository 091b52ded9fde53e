package dev.stillpoint.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillpoint.block.BlockDevice;
import dev.stillpoint.block.BlockFault;
import dev.stillpoint.block.Durability;
import dev.stillpoint.block.VolumeId;
import dev.stillpoint.engine.pool.PoolOptions;
import java.io.BufferedReader;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real process that answers writes, never flushes, and is killed in the middle of it. */
@Timeout(120)
class KilledProcessTest {
  private static final PoolOptions OPTIONS =
      new PoolOptions(1 << 20, 64 << 20, 8 << 20, 1 << 20, 4 << 20, true);
  private static final int BLOCKS = 512;
  private static final int WRITERS = 4;

  /** More than a life writes. */
  private static final long LIFE = 1L << 40;

  @TempDir private Path directory;

  /** Writers that say on the standard output what was answered to them. */
  static final class Child {
    private Child() {}

    public static void main(String[] arguments) throws Exception {
      EmbeddedEngine engine =
          EmbeddedEngine.open(Path.of(arguments[0]), OPTIONS, InstantSource.system());
      for (int writer = 0; writer < WRITERS; writer++) {
        VolumeId volume = new VolumeId(writer + 1);
        if (engine.volumes().stream().noneMatch(status -> status.id().equals(volume))) {
          engine.createVolume(volume, BLOCKS * 4096L);
        }
      }
      long first = Long.parseLong(arguments[1]);
      for (int writer = 0; writer < WRITERS; writer++) {
        int index = writer;
        Thread.ofPlatform().start(() -> write(engine, index, first));
      }
    }

    private static void write(EmbeddedEngine engine, int writer, long first) {
      try (BlockDevice disk = engine.openVolume(new VolumeId(writer + 1))) {
        MemorySegment block = MemorySegment.ofArray(new byte[4096]);
        for (long value = first; ; value++) {
          block.fill((byte) value);
          block.set(ValueLayout.JAVA_LONG_UNALIGNED, 0, value);
          disk.write(value % BLOCKS * 4096, block, Durability.VOLATILE);
          System.out.println(writer + " " + value);
        }
      } catch (BlockFault e) {
        throw new AssertionError(e);
      }
    }
  }

  @Test
  void everyWriteThatWasAnsweredIsThereAlthoughNoneWasFlushed() throws Exception {
    long[] answered = new long[WRITERS];
    for (int life = 0; life < 3; life++) {
      liveAndDie(life * LIFE + 1, 300, answered);
      try (EmbeddedEngine engine =
          EmbeddedEngine.open(directory, OPTIONS, InstantSource.system())) {
        for (int writer = 0; writer < WRITERS; writer++) {
          requireAnswered(engine, writer, answered[writer]);
        }
      }
    }
  }

  private void liveAndDie(long first, int answers, long[] answered) throws Exception {
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Child.class.getName(),
                directory.toString(),
                Long.toString(first))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    List<String> lines = new ArrayList<>();
    try (BufferedReader out = child.inputReader()) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        lines.add(line);
        if (lines.size() == answers) {
          // The handle leaves the output open: what was answered meanwhile counts, too.
          child.toHandle().destroyForcibly();
        }
      }
    }
    assertThat(child.waitFor()).isEqualTo(137);
    // The last line may be cut off.
    for (String line : lines.subList(0, lines.size() - 1)) {
      String[] words = line.split(" ");
      answered[Integer.parseInt(words[0])] = Long.parseLong(words[1]);
    }
    assertThat(lines).hasSizeGreaterThanOrEqualTo(answers);
  }

  private static void requireAnswered(EmbeddedEngine engine, int writer, long newest)
      throws BlockFault {
    try (BlockDevice disk = engine.openVolume(new VolumeId(writer + 1))) {
      MemorySegment bytes = MemorySegment.ofArray(new byte[8]);
      for (long value = Math.max(newest - newest % LIFE + 1, newest - BLOCKS + 1);
          value <= newest;
          value++) {
        disk.read(value % BLOCKS * 4096, bytes);
        long found = bytes.get(ValueLayout.JAVA_LONG_UNALIGNED, 0);
        assertThat(found)
            .as("writer %d, block %d", writer, value % BLOCKS)
            .isGreaterThanOrEqualTo(value);
      }
    }
  }
}
