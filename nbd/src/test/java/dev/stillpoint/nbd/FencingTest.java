package dev.stillpoint.nbd;

import static dev.stillpoint.nbd.ServerFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a connection whose client is gone may still do: nothing. */
@Timeout(60)
class FencingTest {
  private final CountDownLatch mayProceed = new CountDownLatch(1);
  private final AtomicInteger stalled = new AtomicInteger();
  private final AtomicInteger proceeded = new AtomicInteger();
  private ServerFixture fixture;
  private MemoryDisk disk;

  @BeforeEach
  void start() throws IOException {
    fixture = new ServerFixture();
    disk = fixture.disk("d", 1 << 20);
  }

  @AfterEach
  void stop() throws IOException {
    mayProceed.countDown();
    fixture.close();
  }

  /** The first write from now on waits; the others pass. */
  private void stallFirstWrite() {
    disk.beforeWrite(() -> {
      if (stalled.incrementAndGet() == 1) {
        try {
          mayProceed.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
        proceeded.incrementAndGet();
      }
    });
  }

  private void letTheStalledWriteProceed() throws InterruptedException {
    mayProceed.countDown();
    await(() -> proceeded.get() == 1);
    // The write goes on, or is refused, behind the hook; its handle's end comes after both.
    fixture.server.close();
  }

  @Test
  void aWriteStalledInADeadConnectionNeverLandsAfterTheClientReconnectedAndWroteAgain()
      throws Exception {
    stallFirstWrite();
    RawClient dead = RawClient.enter(fixture.socket, "d");
    dead.write(0, 1, 0, new byte[] {1, 1, 1, 1});
    await(() -> stalled.get() == 1);
    dead.close();
    try (RawClient again = RawClient.enter(fixture.socket, "d")) {
      again.write(0, 2, 0, new byte[] {2, 2, 2, 2});
      assertThat(again.simpleReply()).isEqualTo(new RawClient.SimpleReply(0, 2));
      letTheStalledWriteProceed();
    }
    assertThat(disk.peek(0, 4)).containsExactly(2, 2, 2, 2);
  }

  @Test
  void theSameOverTcpAndThroughExportName() throws Exception {
    stallFirstWrite();
    RawClient dead = RawClient.connect(fixture.server.tcpAddress().orElseThrow());
    dead.greet(3);
    dead.go("d");
    dead.write(0, 1, 0, new byte[] {1, 1, 1, 1});
    await(() -> stalled.get() == 1);
    dead.close();
    try (RawClient again = RawClient.connect(fixture.server.tcpAddress().orElseThrow())) {
      again.greet(3);
      again.option(1, new byte[] {'d'});
      again.receive(10);
      again.write(0, 2, 0, new byte[] {2, 2, 2, 2});
      assertThat(again.simpleReply()).isEqualTo(new RawClient.SimpleReply(0, 2));
      letTheStalledWriteProceed();
    }
    assertThat(disk.peek(0, 4)).containsExactly(2, 2, 2, 2);
  }

  @Test
  void whatADeadConnectionLeftUnreadIsDropped() throws Exception {
    stallFirstWrite();
    RawClient dead = RawClient.enter(fixture.socket, "d");
    dead.write(0, 1, 4096, new byte[] {1});
    await(() -> stalled.get() == 1);
    // These lie in the socket while the connection's thread is held by the first.
    for (int i = 0; i < 20; i++) {
      dead.write(0, 10 + i, 0, new byte[] {1, 1, 1, 1});
    }
    dead.close();
    try (RawClient again = RawClient.enter(fixture.socket, "d")) {
      assertThat(again.readBack(0, 4)).containsExactly(0, 0, 0, 0);
      letTheStalledWriteProceed();
    }
    assertThat(disk.peek(0, 4)).containsExactly(0, 0, 0, 0);
    assertThat(disk.peek(4096, 1)).containsExactly(0);
  }

  @Test
  void aLiveOlderConnectionStays() throws Exception {
    stallFirstWrite();
    try (RawClient older = RawClient.enter(fixture.socket, "d");
        RawClient newer = prepared(older)) {
      mayProceed.countDown();
      assertThat(older.simpleReply()).isEqualTo(new RawClient.SimpleReply(0, 1));
      assertThat(newer.readBack(0, 1)).containsExactly(1);
      assertThat(older.readBack(0, 1)).containsExactly(1);
    }
  }

  private RawClient prepared(RawClient older) throws Exception {
    older.write(0, 1, 0, new byte[] {1});
    await(() -> stalled.get() == 1);
    return RawClient.enter(fixture.socket, "d");
  }

  @Test
  void whoOnlyEndsItsSendingGetsEveryAnswerAlthoughAnotherClientComes() throws Exception {
    halfClosed(RawClient.enter(fixture.socket, "d"));
  }

  @Test
  void theSameOverTcp() throws Exception {
    RawClient client = RawClient.connect(fixture.server.tcpAddress().orElseThrow());
    client.greet(3);
    client.go("d");
    halfClosed(client);
  }

  /** The storage takes its time for each write, as it does without a write cache or throttled. */
  private void halfClosed(RawClient client) throws Exception {
    int writes = 60;
    disk.beforeWrite(() -> {
      stalled.incrementAndGet();
      LockSupport.parkNanos(2_000_000);
    });
    try (client) {
      for (int i = 0; i < writes; i++) {
        client.write(0, i, i * 4096L, new byte[] {(byte) (i + 1)});
      }
      client.request(RawClient.DISC, 0, 99, 0, 0);
      client.endOutput();
      for (int i = 0; i < writes; i++) {
        if (i % 10 == 0) {
          othersComeAndGo();
        }
        assertThat(client.simpleReply()).isEqualTo(new RawClient.SimpleReply(0, i));
      }
      assertThat(client.atEnd()).isTrue();
    }
    for (int i = 0; i < writes; i++) {
      assertThat(disk.peek(i * 4096L, 1)).containsExactly(i + 1);
    }
  }

  private void othersComeAndGo() throws IOException {
    try (RawClient other = RawClient.enter(fixture.socket, "d");
        RawClient another = RawClient.connect(fixture.server.tcpAddress().orElseThrow())) {
      another.greet(3);
      another.go("d");
      assertThat(other.readBack(1, 1)).containsExactly(0);
      assertThat(another.readBack(1, 1)).containsExactly(0);
    }
  }

  @Test
  void whoEndedItsSendingAndThenDiedIsFencedLikeAnyOther() throws Exception {
    endAndDie(RawClient.connect(fixture.socket));
  }

  @Test
  void theSameOfOneThatCameOverTcp() throws Exception {
    endAndDie(RawClient.connect(fixture.server.tcpAddress().orElseThrow()));
  }

  private void endAndDie(RawClient dead) throws Exception {
    stallFirstWrite();
    dead.greet(3);
    dead.go("d");
    dead.write(0, 1, 0, new byte[] {1});
    await(() -> stalled.get() == 1);
    dead.endOutput();
    dead.close();
    try (RawClient again = RawClient.enter(fixture.socket, "d")) {
      assertThat(disk.fences()).isEqualTo(1);
      assertThat(again.readBack(0, 1)).containsExactly(0);
      letTheStalledWriteProceed();
    }
    assertThat(disk.peek(0, 1)).containsExactly(0);
  }

  @Test
  void aDeadConnectionOfAnotherExportIsLeftAlone() throws Exception {
    MemoryDisk other = fixture.disk("e", 1 << 20);
    stallFirstWrite();
    RawClient dead = RawClient.enter(fixture.socket, "d");
    dead.write(0, 1, 0, new byte[] {1});
    await(() -> stalled.get() == 1);
    dead.close();
    try (RawClient client = RawClient.enter(fixture.socket, "e")) {
      assertThat(client.readBack(0, 1)).containsExactly(0);
      assertThat(disk.fences()).isZero();
      assertThat(other.fences()).isZero();
    }
  }

  @Test
  void anEndedConnectionLeavesNoHandleOpen() throws Exception {
    for (int i = 0; i < 5; i++) {
      try (RawClient client = RawClient.enter(fixture.socket, "d")) {
        client.readBack(0, 1);
      }
    }
    await(() -> disk.fences() == 5);
    assertThat(disk.fences()).isEqualTo(5);
  }
}
