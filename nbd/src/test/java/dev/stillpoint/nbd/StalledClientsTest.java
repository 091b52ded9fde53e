package dev.stillpoint.nbd;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients that let the server wait pay for that themselves. */
@Timeout(60)
class StalledClientsTest {
  private static final int ENOMEM = 12;
  private static final int STALLED = 29;
  private static final int LARGE = 20 << 20;
  private static final int SIZE = 40 << 20;

  private final List<RawClient> stalled = new ArrayList<>();
  private ServerFixture fixture;
  private MemoryDisk other;

  @BeforeEach
  void start() throws IOException {
    fixture = new ServerFixture();
    fixture.disk("d", SIZE);
    other = fixture.disk("other", SIZE);
  }

  @AfterEach
  void stop() throws IOException {
    for (RawClient client : stalled) {
      client.close();
    }
    fixture.close();
  }

  /** Sends most of a write, as much as a server takes without having room for all of it. */
  private void stallInAWrite(String export, int length, int sent) throws IOException {
    RawClient client = RawClient.enter(fixture.socket, export);
    stalled.add(client);
    client.send(RawClient.requestBytes(RawClient.WRITE, 0, 7, 0, length));
    Thread.ofPlatform().daemon().start(() -> sendUnlessClosed(client, sent));
  }

  private static void sendUnlessClosed(RawClient client, int bytes) {
    try {
      client.send(new byte[bytes]);
    } catch (IOException e) {
      // The server, or the end of the test, was quicker.
    }
  }

  private static void everySizeIsServed(RawClient client) throws IOException {
    for (int length : new int[] {256 << 10, 1 << 20, 4 << 20, LARGE, 32 << 20}) {
      client.write(0, length, 0, new byte[length]);
      assertThat(client.simpleReply()).isEqualTo(new RawClient.SimpleReply(0, length));
      assertThat(client.readBack(0, length)).hasSize(length);
    }
  }

  @Test
  void whoStopsInTheMiddleOfALargeWriteTakesNothingFromTheOthers() throws Exception {
    for (int i = 0; i < STALLED; i++) {
      String export = "d" + i;
      fixture.disk(export, SIZE);
      stallInAWrite(export, LARGE, 1 << 20);
    }
    Thread.sleep(200);
    try (RawClient client = RawClient.enter(fixture.socket, "other")) {
      everySizeIsServed(client);
    }
  }

  @Test
  void whoStopsInTheMiddleOfAMiddlingWriteTakesNothingEither() throws Exception {
    for (int i = 0; i < 200; i++) {
      stallInAWrite(i % 2 == 0 ? "d" : "other", 2 << 20, 300_000);
    }
    Thread.sleep(200);
    try (RawClient client = RawClient.enter(fixture.socket, "other")) {
      everySizeIsServed(client);
    }
  }

  @Test
  void theOneThatStoppedIsToldSoWhenItGoesOnAndIsServedAgain() throws Exception {
    for (int i = 0; i < STALLED; i++) {
      stallInAWrite("d", LARGE, 1 << 20);
    }
    Thread.sleep(500);
    int refused = 0;
    for (RawClient client : stalled) {
      client.send(new byte[LARGE - (1 << 20)]);
      RawClient.SimpleReply reply = client.simpleReply();
      assertThat(reply.cookie()).isEqualTo(7);
      assertThat(reply.error()).isIn(0, ENOMEM);
      refused += reply.error() == 0 ? 0 : 1;
      client.write(0, 8, 0, new byte[100_000]);
      assertThat(client.simpleReply()).isEqualTo(new RawClient.SimpleReply(0, 8));
    }
    assertThat(refused).isPositive();
  }

  @Test
  void whoTakesNoAnswersTakesNoMemoryFromTheOthers() throws Exception {
    for (int i = 0; i < STALLED; i++) {
      RawClient client = RawClient.enter(fixture.socket, "d");
      stalled.add(client);
      for (int j = 0; j < 4; j++) {
        client.request(RawClient.READ, 0, j, 0, 32 << 20);
      }
    }
    Thread.sleep(200);
    try (RawClient client = RawClient.enter(fixture.socket, "other")) {
      everySizeIsServed(client);
    }
  }

  @Test
  void whoTakesNoAnswersHoldsUpNoReadsOfOthers() throws Exception {
    AtomicInteger reading = new AtomicInteger();
    AtomicInteger readingMost = new AtomicInteger();
    other.beforeRead(() -> {
      readingMost.accumulateAndGet(reading.incrementAndGet(), Math::max);
      LockSupport.parkNanos(1_000_000);
      reading.decrementAndGet();
    });
    MemoryDisk slow = fixture.disk("slow", SIZE);
    slow.beforeRead(() -> LockSupport.parkNanos(1_000_000));
    for (int i = 0; i < 8; i++) {
      RawClient client = RawClient.enter(fixture.socket, "slow");
      stalled.add(client);
      for (int j = 0; j < 200; j++) {
        client.request(RawClient.READ, 0, j, 0, 100_000);
      }
    }
    Thread.sleep(300);
    try (RawClient client = RawClient.enter(fixture.socket, "other")) {
      for (int round = 0; round < 10; round++) {
        for (int i = 0; i < 64; i++) {
          client.request(RawClient.READ, 0, i, i * 512L, 512);
        }
        for (int i = 0; i < 64; i++) {
          assertThat(client.simpleReply().error()).isZero();
          client.receive(512);
        }
      }
    }
    assertThat(readingMost.get()).isGreaterThanOrEqualTo(4);
  }

  @Test
  void whoTakesItsAnswersLateGetsAllOfThem() throws Exception {
    MemoryDisk slow = fixture.disk("slow", SIZE);
    slow.beforeRead(() -> LockSupport.parkNanos(200_000));
    try (RawClient client = RawClient.enter(fixture.socket, "slow")) {
      byte[] marks = new byte[200 * 4096];
      for (int i = 0; i < 200; i++) {
        marks[i * 4096] = (byte) i;
      }
      client.write(0, 1, 0, marks);
      client.simpleReply();
      for (int i = 0; i < 200; i++) {
        client.request(RawClient.READ, 0, i, i * 4096L, 100_000);
      }
      Thread.sleep(300);
      boolean[] answered = new boolean[200];
      for (int i = 0; i < 200; i++) {
        RawClient.SimpleReply reply = client.simpleReply();
        assertThat(reply.error()).isZero();
        assertThat(client.receive(100_000)[0]).isEqualTo((byte) reply.cookie());
        answered[(int) reply.cookie()] = true;
      }
      assertThat(answered).doesNotContain(false);
    }
  }

  /** What happens to clients is no trouble of the server's. */
  @Test
  void theEndOfAClientOfAFencedDiskIsNoStackTrace() throws Exception {
    List<LogRecord> records = new ArrayList<>();
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord logged) {
            records.add(logged);
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    Logger logger = Logger.getLogger("dev.stillpoint.nbd");
    logger.addHandler(handler);
    try (RawClient client = RawClient.enter(fixture.socket, "other")) {
      client.readBack(0, 1);
      other.beforeFlush(() -> {
        throw new dev.stillpoint.block.BlockFault.Fenced("its volume is gone");
      });
      fixture.exports.remove("other");
      fixture.server.withdraw("other", Withdrawal.GRACEFUL);
      assertThat(client.atEnd()).isTrue();
    } finally {
      logger.removeHandler(handler);
    }
    assertThat(records).isEmpty();
  }
}
