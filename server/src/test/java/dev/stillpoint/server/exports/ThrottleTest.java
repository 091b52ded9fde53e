package dev.stillpoint.server.exports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillpoint.control.port.IoLimits;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/**
 * Who waits at a throttle, and who is let go. The clock stands, so whoever has to wait at all waits
 * until somebody lets it go.
 */
class ThrottleTest {
  private static final IoLimits SLOW = IoLimits.together(1, 1 << 20);

  private final AtomicBoolean fenced = new AtomicBoolean();
  private final Throttle throttle = new Throttle(SLOW, () -> 0);

  /** Waits in a thread of its own; the first of all comes through at once. */
  private Waiter waiter(Runnable request) throws InterruptedException {
    Waiter waiter = new Waiter(new CountDownLatch(1));
    Thread thread =
        Thread.ofVirtual()
            .start(() -> {
              request.run();
              waiter.done.countDown();
            });
    while (waiter.done.getCount() > 0 && thread.getState() != Thread.State.TIMED_WAITING) {
      Thread.sleep(1);
    }
    return waiter;
  }

  private record Waiter(CountDownLatch done) {
    boolean waits() {
      return done.getCount() > 0;
    }

    boolean comesThrough() throws InterruptedException {
      return done.await(30, TimeUnit.SECONDS);
    }
  }

  @Test
  void connectionsShareOneAllowanceAndOtherLimitsHoldAtOnce() throws Exception {
    assertThat(waiter(() -> throttle.read(1, fenced)).comesThrough()).isTrue();
    Waiter second = waiter(() -> throttle.write(1, new AtomicBoolean()));
    assertThat(second.waits()).isTrue();
    throttle.set(SLOW);
    assertThat(second.waits()).as("the same limits change nothing").isTrue();
    throttle.set(IoLimits.together(1000, 1 << 20));
    assertThat(second.comesThrough()).isTrue();
  }

  @Test
  void bytesCountAsWellAsRequests() throws Exception {
    throttle.set(IoLimits.together(1_000_000, 1));
    assertThat(waiter(() -> throttle.read(4096, fenced)).comesThrough()).isTrue();
    Waiter second = waiter(() -> throttle.read(1, fenced));
    assertThat(second.waits()).isTrue();
    throttle.open();
    assertThat(second.comesThrough()).isTrue();
    assertThat(waiter(() -> throttle.read(4096, fenced)).comesThrough())
        .as("an open one holds nobody up")
        .isTrue();
  }

  @Test
  void aFencedConnectionDoesNotWait() throws Exception {
    assertThat(waiter(() -> throttle.read(1, fenced)).comesThrough()).isTrue();
    Waiter second = waiter(() -> throttle.read(1, fenced));
    assertThat(second.waits()).isTrue();
    fenced.set(true);
    throttle.wake();
    assertThat(second.comesThrough()).isTrue();
  }

  @Test
  void readsAndWritesOfOtherFiguresDoNotShare() throws Exception {
    throttle.set(new IoLimits(1, 2, 1 << 20, 1 << 20));
    assertThat(waiter(() -> throttle.read(1, fenced)).comesThrough()).isTrue();
    assertThat(waiter(() -> throttle.write(1, fenced)).comesThrough()).isTrue();
    Waiter read = waiter(() -> throttle.read(1, fenced));
    assertThat(read.waits()).isTrue();
    throttle.open();
    assertThat(read.comesThrough()).isTrue();
  }
}
