package dev.stillpoint.nbd;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Hundreds of clients that come and go together. */
@Timeout(60)
class CrowdTest {
  private static final int CROWD = 400;

  /** Room for one crowd and the bystander: the next one needs the places of the one before. */
  private static final NbdLimits LIMITS =
      new NbdLimits(CROWD + 1, 30_000, 64, 64 << 10, 512L << 20, 5_000, 1_000, 100);

  @Test
  @Tag("slow")
  void aCrowdThatLeavesMakesPlaceForTheNextAtOnceAndHoldsUpNobody() throws Exception {
    try (ServerFixture fixture = new ServerFixture(LIMITS)) {
      MemoryDisk disk = fixture.disk("d", 1 << 20);
      fixture.disk("other", 1 << 20);
      AtomicBoolean ended = new AtomicBoolean();
      AtomicInteger written = new AtomicInteger();
      try (RawClient bystander = RawClient.enter(fixture.socket, "other")) {
        Thread writer = Thread.ofPlatform().start(() -> write(bystander, ended, written));
        for (int round = 0; round < 4; round++) {
          List<RawClient> crowd = new ArrayList<>();
          for (int i = 0; i < CROWD; i++) {
            RawClient client = RawClient.enter(fixture.socket, "d");
            client.write(0, i, i * 512L, new byte[512]);
            assertThat(client.simpleReply()).isEqualTo(new RawClient.SimpleReply(0, i));
            crowd.add(client);
          }
          int before = written.get();
          for (RawClient client : crowd) {
            client.close();
          }
          ServerFixture.await(() -> written.get() > before);
        }
        ServerFixture.await(() -> disk.fences() == 4 * CROWD);
        ended.set(true);
        writer.join();
      }
      assertThat(disk.fences()).isEqualTo(4 * CROWD);
    }
  }

  private static void write(RawClient client, AtomicBoolean ended, AtomicInteger written) {
    try {
      while (!ended.get()) {
        client.write(0, 1, 0, new byte[4096]);
        assertThat(client.simpleReply().error()).isZero();
        written.incrementAndGet();
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aConnectionThatGetsNoThreadIsClosedAndTheNextOneIsServed() throws Exception {
    Path directory = Files.createTempDirectory("nbd");
    Path socket = directory.resolve("s");
    AtomicInteger wanted = new AtomicInteger();
    ThreadFactory scarce =
        task -> {
          if (wanted.incrementAndGet() == 2) {
            throw new OutOfMemoryError("unable to create native thread");
          }
          return Thread.ofPlatform().daemon().unstarted(task);
        };
    MemoryDisk.Directory exports = new MemoryDisk.Directory().with("d", new MemoryDisk(4096));
    NbdLimits two = new NbdLimits(2, 30_000, 64, 64 << 10, 512L << 20, 5_000, 1_000, 100);
    try (NbdServer server = NbdServer.start(exports, NbdEndpoints.unix(socket), two, scarce);
        RawClient first = RawClient.enter(socket, "d");
        RawClient second = RawClient.connect(socket)) {
      assertThat(server.tcpAddress()).isEmpty();
      assertThat(second.atEnd()).isTrue();
      try (RawClient third = RawClient.enter(socket, "d")) {
        assertThat(third.readBack(0, 1)).containsExactly(0);
      }
      assertThat(first.readBack(0, 1)).containsExactly(0);
    }
    Files.delete(directory);
  }

  /** Closing a shared arena is a handshake with every thread, and each connection is a thread. */
  @Test
  void noMemoryHereIsGivenBackByAHandshakeOfAllThreads() throws Exception {
    Path classes =
        Path.of(NbdServer.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    try (Stream<Path> files = Files.walk(classes)) {
      List<Path> mentioning =
          files
              .filter(file -> file.toString().endsWith(".class"))
              .filter(CrowdTest::mentionsSharedArenas)
              .toList();
      assertThat(mentioning).isEmpty();
    }
    assertThat(classes.resolve("dev/stillpoint/nbd/socket/Pages.class")).exists();
  }

  private static boolean mentionsSharedArenas(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains("ofShared");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
