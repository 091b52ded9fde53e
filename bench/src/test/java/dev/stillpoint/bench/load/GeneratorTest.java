package dev.stillpoint.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stillpoint.bench.ChildProcess;
import dev.stillpoint.bench.Commands;
import dev.stillpoint.bench.load.LoadShape.Direction;
import dev.stillpoint.client.NbdClient;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The load on a foreign server. */
class GeneratorTest {
  private static final long WORKING_SET = 1 << 20;

  @TempDir Path directory;

  private Optional<ChildProcess> server = Optional.empty();

  @AfterEach
  void stop() {
    server.ifPresent(ChildProcess::close);
  }

  private Path serve(String... words) throws Exception {
    Optional<Path> program = Commands.ofEnvironment().find("nbdkit");
    assumeTrue(program.isPresent(), "nbdkit is not installed");
    Path socket = directory.resolve("nbd.sock");
    List<String> command =
        new ArrayList<>(List.of(program.get().toString(), "-f", "-U", socket.toString()));
    command.addAll(List.of(words));
    ChildProcess started = ChildProcess.start(command, directory.resolve("messages"));
    server = Optional.of(started);
    started.awaitSocket(socket, Duration.ofSeconds(20));
    return socket;
  }

  private static LoadShape shape(Direction direction, int depth, int perSecond) {
    return new LoadShape(direction, 4096, WORKING_SET, depth, perSecond, 1);
  }

  private static void awaitCount(Generator generator, long count)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (generator.log().count() < count && System.nanoTime() < deadline) {
      generator.check();
      Thread.sleep(5);
    }
    assertThat(generator.log().count()).isGreaterThanOrEqualTo(count);
  }

  @Test
  void everyAnsweredWriteIsCountedAndNoneLiesBehindTheWorkingSet() throws Exception {
    Path socket = serve("memory", "8M");
    try (Generator generator =
        Generator.start(socket, List.of("", ""), shape(Direction.WRITE, 8, 0))) {
      awaitCount(generator, 5_000);
      generator.stop();
      assertThat(generator.latencies().count()).isEqualTo(generator.log().count());
      assertThat(generator.perSecond()).isPositive();
      assertThat(generator.latencies().longest())
          .isGreaterThanOrEqualTo(generator.latencies().within(0.999))
          .isPositive();
    }
    try (NbdClient client = NbdClient.connect(UnixDomainSocketAddress.of(socket), "")) {
      assertThat(client.read(0, (int) WORKING_SET)).isNotEqualTo(new byte[(int) WORKING_SET]);
      assertThat(client.read(WORKING_SET, (int) WORKING_SET))
          .isEqualTo(new byte[(int) WORKING_SET]);
    }
  }

  @Test
  void readsOfManyBlocksAreTakenOffTheWireWhole() throws Exception {
    Path socket = serve("pattern", "8M");
    try (Generator generator =
        Generator.start(
            socket, List.of(""), new LoadShape(Direction.READ, 64 << 10, 4 << 20, 8, 0, 1))) {
      awaitCount(generator, 2_000);
      generator.stop();
    }
  }

  @Test
  void aPacedLoadAsksForNoMoreThanIsDue() throws Exception {
    Path socket = serve("memory", "8M");
    long begun = System.nanoTime();
    try (Generator generator =
        Generator.start(socket, List.of("", ""), shape(Direction.WRITE, 64, 500))) {
      awaitCount(generator, 100);
      generator.stop();
      double seconds = (System.nanoTime() - begun) / 1e9;
      assertThat(generator.latencies().count()).isLessThanOrEqualTo((long) (500 * seconds) + 1);
    }
  }

  @Test
  void aPacedWriteThatHasToWaitIsTimedFromWhenItWasDue() throws Exception {
    Path socket = serve("--filter=delay", "memory", "8M", "delay-write=50ms");
    try (Generator generator =
        Generator.start(socket, List.of(""), shape(Direction.WRITE, 1, 100))) {
      awaitCount(generator, 10);
      generator.stop();
      // One at a time takes 50 ms, and one is due every 10 ms: the tenth waited for nine others.
      assertThat(generator.latencies().longest()).isGreaterThan(400_000_000);
    }
  }

  @Test
  void aFailedRequestBreaksTheLoadOff() throws Exception {
    Path socket = serve("-r", "memory", "8M");
    try (Generator generator = Generator.start(socket, List.of(""), shape(Direction.WRITE, 4, 0))) {
      assertThatThrownBy(() -> awaitCount(generator, 1)).hasMessageContaining("error 1");
      assertThatThrownBy(generator::stop).hasMessageContaining("broke off");
    }
  }

  @Test
  void aServerThatDiesBreaksTheLoadOffAndItCanBeLeftWithoutAWord() throws Exception {
    Path socket = serve("memory", "8M");
    try (Generator broken = Generator.start(socket, List.of(""), shape(Direction.WRITE, 4, 0));
        Generator left = Generator.start(socket, List.of(""), shape(Direction.WRITE, 4, 0))) {
      awaitCount(broken, 10);
      awaitCount(left, 10);
      server.orElseThrow().kill();
      assertThatThrownBy(broken::stop).isInstanceOf(IOException.class);
      left.abandon();
      assertThat(left.latencies().count()).isEqualTo(left.log().count());
    }
  }

  @Test
  void anUnknownExportIsAFaultAtTheStart() throws Exception {
    Path socket =
        serve("--filter=exportname", "memory", "8M", "exportname=a", "exportname-strict=true");
    assertThatThrownBy(() -> Generator.start(socket, List.of("b"), shape(Direction.WRITE, 1, 0)))
        .isInstanceOf(IOException.class);
  }
}
