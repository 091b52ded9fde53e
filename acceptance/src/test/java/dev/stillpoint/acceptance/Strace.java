package dev.stillpoint.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** strace, attached to all threads of a process from construction to {@link #end}. */
final class Strace implements AutoCloseable {
  /** Longer than what one flush of these tests writes. */
  private static final String STRING_BYTES_MAX = "65536";

  private static final int POLLS_MAX = 1500;

  private final Process process;
  private final Path output;

  private Strace(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  static Strace attach(long pid, Path output) throws IOException, InterruptedException {
    Path said = output.resolveSibling(output.getFileName() + ".said");
    Process process =
        new ProcessBuilder(
                "strace",
                "-f",
                "-ttt",
                "-yy",
                "--strings-in-hex=non-ascii-chars",
                "-s",
                STRING_BYTES_MAX,
                "-e",
                "trace=fdatasync,fsync,pwrite64,pwritev,sendto,sendmsg,write,writev",
                "-o",
                output.toString(),
                "-p",
                Long.toString(pid))
            .redirectError(said.toFile())
            .start();
    // It says so when it has stopped and watches every thread that there was.
    for (int i = 0; i < POLLS_MAX && !Files.readString(said).contains("attached"); i++) {
      Thread.sleep(20);
    }
    assertThat(Files.readString(said)).as("what strace says").contains("attached");
    return new Strace(process, output);
  }

  /** Lets go of the process. */
  SystemCallTrace end() throws IOException, InterruptedException {
    process.destroy();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("strace ends").isTrue();
    return SystemCallTrace.parse(Files.readAllLines(output, StandardCharsets.ISO_8859_1));
  }

  @Override
  public void close() {
    process.destroy();
  }
}
