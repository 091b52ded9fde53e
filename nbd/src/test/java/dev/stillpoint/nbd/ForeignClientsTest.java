package dev.stillpoint.nbd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The server under the tools that people use. A tool that is missing skips its test, except in
 * continuous integration (CI=true), where it fails it.
 */
@Timeout(120)
class ForeignClientsTest {
  private static final int SIZE = 64 << 20;
  private static final String PYTHON = "/usr/bin/python3";

  @TempDir private Path directory;
  private ServerFixture fixture;
  private MemoryDisk disk;

  @BeforeEach
  void start() throws IOException {
    fixture = new ServerFixture();
    disk = fixture.disk("d", SIZE);
  }

  @AfterEach
  void stop() throws IOException {
    fixture.close();
  }

  private static void need(boolean present, String tool) {
    if (!present && "true".equals(System.getenv("CI"))) {
      throw new AssertionError(tool + " is not installed");
    }
    assumeTrue(present, tool + " is not installed");
  }

  private static boolean installed(String tool) {
    return Arrays.stream(System.getenv("PATH").split(":"))
        .anyMatch(place -> Files.isExecutable(Path.of(place, tool)));
  }

  /** Runs a tool that must succeed, and answers what it wrote. */
  private String run(String... command) throws Exception {
    need(installed(command[0]) || Files.isExecutable(Path.of(command[0])), command[0]);
    Path output = Files.createTempFile(directory, "output", ".txt");
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertThat(process.waitFor(90, TimeUnit.SECONDS)).as(String.join(" ", command)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    String text = Files.readString(output);
    assertThat(process.exitValue()).as("%s%n%s", String.join(" ", command), text).isZero();
    return text;
  }

  /** A file with data at both ends of the disk and in between, and holes. */
  private Path sparseFile() throws IOException {
    Path file = directory.resolve("source.img");
    Random random = new Random(11);
    try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
      out.setLength(SIZE);
      for (int at : new int[] {0, 5 << 20, (5 << 20) + 4096, 20_000_001, SIZE - 70_000}) {
        byte[] data = new byte[70_000];
        random.nextBytes(data);
        out.seek(at);
        out.write(data);
      }
    }
    return file;
  }

  @Test
  void nbdinfoSeesWhatIsOffered() throws Exception {
    String text = run("nbdinfo", "--json", fixture.uri("d"));
    assertThat(text)
        .contains("\"protocol\": \"newstyle-fixed\"", "\"structured\": true")
        .contains("\"base:allocation\"", "\"can_multi_conn\": true", "\"can_fua\": true")
        .contains("\"can_df\": true", "\"block_size_maximum\": 33554432")
        .contains("\"is_read_only\": false", "\"can_trim\": true", "\"can_zero\": true");
    fixture.image("i", 4096);
    assertThat(run("nbdinfo", "--json", fixture.tcpUri("i")))
        .contains("\"is_read_only\": true", "\"can_zero\": false");
    assertThat(run("nbdinfo", "--list", "--json", fixture.uri("")))
        .contains("\"export-name\": \"d\"", "\"export-name\": \"i\"");
  }

  @Test
  void theyListHundredsOfExports() throws Exception {
    for (int i = 0; i < 300; i++) {
      fixture.disk("x" + i, 4096L * (i + 1));
    }
    String nbdinfo = run("nbdinfo", "--list", "--json", fixture.uri(""));
    String qemu = run("qemu-nbd", "--list", "-k", fixture.socket.toString());
    for (int i = 0; i < 300; i++) {
      assertThat(nbdinfo).contains("\"export-name\": \"x" + i + "\"");
      assertThat(nbdinfo).contains("\"export-size\": " + 4096L * (i + 1));
      assertThat(qemu).contains("export: 'x" + i + "'");
    }
    assertThat(qemu).contains("exports available: 301");
  }

  @Test
  void nbdcopyBringsAFileThereAndBack() throws Exception {
    Path source = sparseFile();
    run("nbdcopy", "--connections=4", source.toString(), fixture.uri("d"));
    run("nbdcopy", fixture.uri("d"), "back.img");
    assertThat(Files.mismatch(source, directory.resolve("back.img"))).isEqualTo(-1);
    assertThat(run("nbdinfo", "--map", fixture.uri("d"))).contains("hole,zero").contains("data");
  }

  @Test
  void qemuImgConvertsAndFindsItIdentical() throws Exception {
    Path source = sparseFile();
    run("qemu-img", "convert", "-n", "-f", "raw", "-O", "raw", source.toString(), fixture.uri("d"));
    assertThat(
            run(
                "qemu-img",
                "compare",
                "-f",
                "raw",
                "-F",
                "raw",
                source.toString(),
                fixture.tcpUri("d")))
        .contains("identical");
    run("qemu-img", "convert", "-f", "raw", "-O", "qcow2", fixture.uri("d"), "copy.qcow2");
    assertThat(run("qemu-img", "compare", "copy.qcow2", source.toString())).contains("identical");
    assertThat(run("qemu-img", "info", fixture.uri("d"))).contains("64 MiB (67108864 bytes)");
  }

  @Test
  void qemuIoWritesUnalignedZeroesDiscardsAndFlushes() throws Exception {
    run(
        "qemu-io",
        "-f",
        "raw",
        "-c",
        "write -P 0xab 12345 70001",
        "-c",
        "read -P 0xab 12345 70001",
        "-c",
        "read -P 0 12344 1",
        "-c",
        "write -z 12345 5",
        "-c",
        "read -P 0 12345 5",
        "-c",
        "read -P 0xab 12350 69996",
        "-c",
        "write -f -P 0xcd 1M 4k",
        "-c",
        "write -z -u 2M 1M",
        "-c",
        "discard 1M 64k",
        "-c",
        "aio_write -P 0x11 4M 2M",
        "-c",
        "aio_write -P 0x22 6M 2M",
        "-c",
        "aio_flush",
        "-c",
        "read -P 0x11 4M 2M",
        "-c",
        "read -P 0x22 6M 2M",
        "-c",
        "flush",
        fixture.uri("d"));
    assertThat(disk.peek(1 << 20, 4096)).containsOnly(0);
    assertThat(disk.flushes()).isPositive();
    assertThat(disk.volatileWrites()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 16, 64})
  void fioVerifiesEverySizeAtEveryDepth(int depth) throws Exception {
    need(installed("fio"), "fio");
    need(run("fio", "--enghelp").contains("nbd"), "fio's nbd engine");
    String text =
        run(
            "fio",
            "--name=verify",
            "--ioengine=nbd",
            "--uri=" + fixture.uri("d"),
            "--rw=randwrite",
            "--bsrange=512-192k",
            "--iodepth=" + depth,
            "--size=24M",
            "--verify=crc32c",
            "--verify_fatal=1",
            "--fsync=50",
            "--randseed=5");
    assertThat(text).contains("err= 0").doesNotContain("verify failed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"structured", "simple"})
  void libnbdKeepsManyRequestsUnderWayOnSeveralConnections(String replies) throws Exception {
    need(Files.isExecutable(Path.of(PYTHON)), PYTHON);
    need(new ProcessBuilder(PYTHON, "-c", "import nbd").start().waitFor() == 0, "python3-libnbd");
    Path script = directory.resolve("drive.py");
    try (var in = ForeignClientsTest.class.getResourceAsStream("drive.py")) {
      Files.write(script, in.readAllBytes());
    }
    String text = run(PYTHON, script.toString(), fixture.uri("d"), replies);
    assertThat(text).contains("all held");
    assertThat(disk.volatileWrites()).isZero();
  }

  @Test
  void nbdfuseMountsIt() throws Exception {
    need(installed("nbdfuse"), "nbdfuse");
    need(Files.isWritable(Path.of("/dev/fuse")), "/dev/fuse");
    Path file = Files.createFile(directory.resolve("mounted"));
    Process fuse =
        new ProcessBuilder("nbdfuse", file.toString(), fixture.uri("d"))
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("nbdfuse.log").toFile())
            .start();
    try {
      ServerFixture.await(() -> file.toFile().length() == SIZE || !fuse.isAlive());
      byte[] data = "through the file system".getBytes(StandardCharsets.UTF_8);
      try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
        out.seek(1_000_001);
        out.write(data);
      }
      assertThat(disk.peek(1_000_001, data.length)).isEqualTo(data);
    } finally {
      // Being asked to end, it unmounts.
      fuse.destroy();
      assertThat(fuse.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }
  }
}
