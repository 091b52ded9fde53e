package dev.stillpoint.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** fio writes blocks that carry their own checksums, and reads them back after a kill. */
@Tag("slow")
class FioVerifyTest {
  private static final int MIB = 48;
  private static final int IOPS = 2_000;
  private static final int WRITING_SECONDS = MIB * 256 / IOPS;

  @TempDir Path directory;

  @Test
  void everyBlockThatWasFlushedIsThereAfterAKillAndTheGroupHoldsNoneThatCameLater()
      throws Exception {
    Tool.require("fio");
    Path data = directory.resolve("pool");
    String disk;
    String copy;
    try (ServerProcess server = ServerProcess.start(data)) {
      Cloud cloud = new Cloud(ReadmeProgram.client(server.endpoint(), server.credentials()));
      String instance = cloud.instance();
      disk = cloud.disk(instance);
      Path said = directory.resolve("fio.out");
      Process fio =
          new ProcessBuilder(
                  words(
                      server.nbdUri(disk), "--do_verify=0", "--end_fsync=1", "--rate_iops=" + IOPS))
              .redirectErrorStream(true)
              .redirectOutput(said.toFile())
              .start();
      try {
        TimeUnit.SECONDS.sleep(WRITING_SECONDS / 2);
        String snapshot = cloud.group(instance).get(disk);
        assertThat(fio.isAlive()).as("fio still writes after the group call").isTrue();
        assertThat(fio.waitFor(120, TimeUnit.SECONDS)).as("fio ends").isTrue();
        assertThat(fio.exitValue()).as(Files.readString(said)).isZero();
        server.kill();
        copy = snapshot;
      } finally {
        fio.destroyForcibly();
      }
    }
    try (ServerProcess next = ServerProcess.start(data)) {
      verify(next, disk);
      Cloud cloud = new Cloud(ReadmeProgram.client(next.endpoint(), next.credentials()));
      String half = cloud.copyOf(copy, cloud.instance());
      assertThatThrownBy(() -> verify(next, half))
          .as("what was written after the group is not in it, and fio sees that")
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("verify:");
    }
  }

  private static void verify(ServerProcess server, String disk) throws Exception {
    Tool.run(words(server.nbdUri(disk), "--verify_only").toArray(String[]::new));
  }

  private static List<String> words(String uri, String... more) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "fio",
                "--name=verify",
                "--ioengine=nbd",
                "--uri=" + uri,
                "--rw=randwrite",
                "--bs=4k",
                "--size=" + MIB + "M",
                "--iodepth=16",
                "--randseed=7",
                "--verify=crc32c",
                "--verify_fatal=1",
                "--verify_state_save=0"));
    words.addAll(List.of(more));
    return words;
  }
}
