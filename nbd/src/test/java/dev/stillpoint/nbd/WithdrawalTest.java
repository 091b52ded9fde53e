package dev.stillpoint.nbd;

import static dev.stillpoint.nbd.ServerFixture.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WithdrawalTest {
  private static final NbdLimits LIMITS =
      new NbdLimits(64, 30_000, 64, 64 << 10, 512L << 20, 5_000, 1_000, 500);

  private final CountDownLatch mayProceed = new CountDownLatch(1);
  private final AtomicInteger stalled = new AtomicInteger();
  private ServerFixture fixture;
  private MemoryDisk disk;

  @BeforeEach
  void start() throws IOException {
    fixture = new ServerFixture(LIMITS);
    disk = fixture.disk("d", 1 << 20);
  }

  @AfterEach
  void stop() throws IOException {
    mayProceed.countDown();
    fixture.close();
  }

  private void stallWrites() {
    disk.beforeWrite(() -> {
      stalled.incrementAndGet();
      try {
        mayProceed.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    });
  }

  private void withdraw(Withdrawal mode) {
    fixture.exports.remove("d");
    fixture.server.withdraw("d", mode);
  }

  @Test
  void gracefulOfAnIdleConnectionFencesClosesAndAnswersShutdownMeanwhile() throws Exception {
    try (RawClient client = RawClient.enter(fixture.socket, "d")) {
      client.write(0, 1, 0, new byte[] {42});
      client.simpleReply();
      Thread.sleep(100);
      long begin = System.nanoTime();
      withdraw(Withdrawal.GRACEFUL);
      assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin)).isLessThan(900);
      assertThat(disk.fences()).isEqualTo(1);
      assertThat(disk.volatileWrites()).isZero();
      client.write(0, 2, 0, new byte[] {43});
      assertThat(client.simpleReply()).isEqualTo(new RawClient.SimpleReply(108, 2));
      client.request(RawClient.READ, 0, 3, 0, 10);
      assertThat(client.simpleReply()).isEqualTo(new RawClient.SimpleReply(108, 3));
      assertThat(client.atEnd()).isTrue();
      assertThat(disk.peek(0, 1)).containsExactly(42);
    }
  }

  @Test
  void gracefulCompletesWhatWasReceivedAndMakesItDurable() throws Exception {
    stallWrites();
    try (RawClient client = RawClient.enter(fixture.socket, "d")) {
      client.write(0, 1, 0, new byte[] {1});
      await(() -> stalled.get() == 1);
      for (int i = 2; i <= 30; i++) {
        client.write(0, i, i, new byte[] {(byte) i});
      }
      Thread withdrawal = Thread.ofPlatform().start(() -> withdraw(Withdrawal.GRACEFUL));
      Thread.sleep(50);
      mayProceed.countDown();
      withdrawal.join();
      assertThat(disk.volatileWrites()).isZero();
      for (int i = 1; i <= 30; i++) {
        assertThat(client.simpleReply()).isEqualTo(new RawClient.SimpleReply(0, i));
      }
      assertThat(disk.peek(2, 29)).endsWith(29, 30);
      client.request(RawClient.FLUSH, 0, 31, 0, 0);
      assertThat(client.simpleReply()).isEqualTo(new RawClient.SimpleReply(108, 31));
      assertThat(client.atEnd()).isTrue();
    }
  }

  @Test
  void gracefulGivesUpOnAConnectionThatIsStuckAndFencesIt() throws Exception {
    stallWrites();
    try (RawClient client = RawClient.enter(fixture.socket, "d")) {
      client.write(0, 1, 0, new byte[] {1});
      await(() -> stalled.get() == 1);
      long begin = System.nanoTime();
      withdraw(Withdrawal.GRACEFUL);
      assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin)).isBetween(900L, 3_000L);
      assertThat(disk.fences()).isEqualTo(1);
      mayProceed.countDown();
      assertThat(client.atEnd()).isTrue();
      assertThat(disk.peek(0, 1)).containsExactly(0);
    }
  }

  @Test
  void gracefulGivesUpOnAClientThatTakesNoReplies() throws Exception {
    try (RawClient client = RawClient.enter(fixture.socket, "d")) {
      for (int i = 0; i < 40; i++) {
        client.request(RawClient.READ, 0, i, 0, 1 << 20);
      }
      Thread.sleep(50);
      withdraw(Withdrawal.GRACEFUL);
      assertThat(disk.fences()).isEqualTo(1);
    }
  }

  @Test
  void immediateFencesAndClosesAtOnce() throws Exception {
    stallWrites();
    try (RawClient client = RawClient.enter(fixture.socket, "d");
        RawClient idle = RawClient.enter(fixture.socket, "d")) {
      client.write(0, 1, 0, new byte[] {1});
      await(() -> stalled.get() == 1);
      withdraw(Withdrawal.IMMEDIATE);
      assertThat(disk.fences()).isEqualTo(2);
      assertThat(idle.atEnd()).isTrue();
      mayProceed.countDown();
      assertThat(client.atEnd()).isTrue();
      assertThat(disk.peek(0, 1)).containsExactly(0);
    }
  }

  @Test
  void otherExportsGoOn() throws IOException {
    fixture.disk("e", 4096);
    try (RawClient other = RawClient.enter(fixture.socket, "e")) {
      withdraw(Withdrawal.GRACEFUL);
      withdraw(Withdrawal.IMMEDIATE);
      assertThat(other.readBack(0, 1)).containsExactly(0);
      assertThatThrownBy(() -> RawClient.enter(fixture.socket, "d"))
          .hasMessageContaining("no export of this name");
    }
  }

  @Test
  void nothingIsAppliedAfterAWithdrawalOfABusyExport() throws Exception {
    for (Withdrawal mode : Withdrawal.values()) {
      fixture.exports.with("d", disk);
      AtomicInteger answered = new AtomicInteger();
      AtomicBoolean ended = new AtomicBoolean();
      try (RawClient client = RawClient.enter(fixture.socket, "d")) {
        Thread writer = Thread.ofPlatform().start(() -> writeUntilRefused(client, answered, ended));
        await(() -> answered.get() > 200);
        withdraw(mode);
        byte[] atReturn = disk.peek(0, 4);
        writer.join();
        assertThat(ended).isTrue();
        assertThat(disk.peek(0, 4)).isEqualTo(atReturn);
        int last = java.nio.ByteBuffer.wrap(atReturn).getInt();
        assertThat(last).isGreaterThanOrEqualTo(answered.get());
      }
    }
  }

  private static void writeUntilRefused(
      RawClient client, AtomicInteger answered, AtomicBoolean ended) {
    try {
      int number = 1;
      int error = 0;
      while (error == 0) {
        client.write(0, number, 0, java.nio.ByteBuffer.allocate(4).putInt(number).array());
        error = client.simpleReply().error();
        if (error == 0) {
          answered.set(number++);
        }
      }
      assertThat(error).isEqualTo(108);
    } catch (IOException e) {
      // Closed, as an immediate withdrawal does.
    }
    ended.set(true);
  }
}
