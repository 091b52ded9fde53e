package dev.stillpoint.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillpoint.client.NbdClient;
import dev.stillpoint.client.Persistence;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A byte of a segment file changes below a running server, and the operator has all of it read. */
@Tag("slow")
class ScrubTest {
  private static final int BLOCK = 4096;
  private static final int NOTHING_LOST = 0;
  private static final int DAMAGED = 3;
  private static final int SECONDS_MAX = 120;

  @TempDir Path directory;

  private record Place(Path file, long position) {}

  private record Outcome(int code, JsonNode answer) {}

  @Test
  void aDamagedBlockIsReportedWithItsDiskWhichGoesOn() throws Exception {
    Path data = directory.resolve("pool");
    byte[] block = new byte[BLOCK];
    new Random(9).nextBytes(block);
    try (ServerProcess server = ServerProcess.start(data);
        CrashApi api = new CrashApi(server)) {
      String diskId = api.newDisk(api.runInstance());
      UnixDomainSocketAddress nbd = UnixDomainSocketAddress.of(data.resolve("nbd.sock"));
      try (NbdClient disk = NbdClient.connect(nbd, diskId)) {
        disk.write(7L * BLOCK, block, Persistence.DURABLE);
        disk.write(8L * BLOCK, block, Persistence.DURABLE);
      }
      Outcome sound = scrub(data);
      assertThat(sound.code()).as("%s", sound).isEqualTo(NOTHING_LOST);
      assertThat(sound.answer().path("doneBytes").asLong()).isGreaterThan(2L * BLOCK);

      Place place = find(data.resolve("pool"), block);
      flip(place);
      Outcome damaged = scrub(data);
      assertThat(damaged.code()).as("%s", damaged).isEqualTo(DAMAGED);
      assertThat(damaged.answer().path("damaged").asInt()).isEqualTo(1);
      JsonNode finding = damaged.answer().at("/findings/0");
      assertThat(finding.path("what").asString()).startsWith("block 7 at segment file");
      assertThat(finding.path("disks").get(0).asString()).isEqualTo(diskId);
      assertThat(Files.readString(data.resolve("stillpoint.log"))).contains("scrubbing found");
      try (NbdClient disk = NbdClient.connect(nbd, diskId)) {
        assertThat(disk.read(8L * BLOCK, BLOCK)).as("the disk goes on").isEqualTo(block);
      }

      flip(place);
      assertThat(scrub(data).code()).isEqualTo(NOTHING_LOST);
    }
  }

  private static Outcome scrub(Path data) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                StillpointCommand.words(
                    "admin", "scrub", "--wait", "--json", "--data", data.toString()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(SECONDS_MAX, TimeUnit.SECONDS)).isTrue();
    return new Outcome(process.exitValue(), JsonMapper.shared().readTree(out));
  }

  /** Where the segments hold these bytes first. */
  private static Place find(Path pool, byte[] bytes) throws IOException {
    List<Path> segments;
    try (Stream<Path> files = Files.list(pool)) {
      segments =
          files.filter(file -> file.getFileName().toString().startsWith("segment-")).toList();
    }
    for (Path segment : segments) {
      byte[] whole = Files.readAllBytes(segment);
      for (int at = 0; at < whole.length; at += BLOCK) {
        if (Arrays.equals(whole, at, at + BLOCK, bytes, 0, BLOCK)) {
          return new Place(segment, at);
        }
      }
    }
    throw new AssertionError("no segment holds what was written");
  }

  private static void flip(Place place) throws IOException {
    try (FileChannel file =
        FileChannel.open(place.file(), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      ByteBuffer one = ByteBuffer.allocate(1);
      file.read(one, place.position() + 100);
      one.put(0, (byte) (one.get(0) ^ 4));
      file.write(one.flip(), place.position() + 100);
      file.force(true);
    }
  }
}
