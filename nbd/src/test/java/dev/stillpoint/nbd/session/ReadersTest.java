package dev.stillpoint.nbd.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ReadersTest {
  private final Readers readers = new Readers(64, Thread.ofPlatform().daemon().factory());

  @Test
  void aSessionsShareShrinksWithTheirNumberAndIsNeverNothing() {
    assertThat(readers.share()).isEqualTo(16);
    for (int sessions = 1; sessions <= 100; sessions++) {
      readers.enter();
      assertThat(readers.share()).isEqualTo(Math.clamp(64 / sessions, 1, 16));
    }
    for (int i = 0; i < 96; i++) {
      readers.exit();
    }
    assertThat(readers.share()).isEqualTo(16);
  }

  @Test
  void aSessionForEachTwoProcessorsIsFew() {
    int few = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    for (int sessions = 1; sessions <= few; sessions++) {
      readers.enter();
      assertThat(readers.fewSessions()).isTrue();
    }
    readers.enter();
    assertThat(readers.fewSessions()).isFalse();
    readers.exit();
    assertThat(readers.fewSessions()).isTrue();
  }

  @Test
  void readsThatWaitForEverKeepNoOtherFromBeginning() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    for (int i = 0; i < 64; i++) {
      readers.execute(() -> awaitQuietly(never));
    }
    CountDownLatch begun = new CountDownLatch(1);
    readers.execute(begun::countDown);
    begun.await();
    assertThat(begun.getCount()).isZero();
    never.countDown();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
