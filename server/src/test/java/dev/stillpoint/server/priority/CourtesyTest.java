package dev.stillpoint.server.priority;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CourtesyTest {
  /** Runs on a kernel thread that nobody used before. */
  private static int after(Runnable work) throws InterruptedException {
    AtomicInteger nice = new AtomicInteger();
    Thread thread =
        Thread.ofPlatform()
            .start(() -> {
              work.run();
              nice.set(Courtesy.nice());
            });
    thread.join();
    return nice.get();
  }

  @Test
  void onlyTheThreadThatAsksStepsBack() throws Exception {
    int before = after(() -> {});
    assertThat(after(Courtesy::stepBack)).isEqualTo(Math.max(before, Courtesy.STEPS));
    assertThat(after(() -> {})).isEqualTo(before);
  }

  @Test
  void thatItSteppedBackBeforeChangesNothing() throws Exception {
    assertThat(
            after(() -> {
              Courtesy.stepBack();
              Courtesy.stepBack();
            }))
        .isGreaterThanOrEqualTo(Courtesy.STEPS);
  }

  @Test
  void theCarrierOfAVirtualThreadStepsBack() throws Exception {
    AtomicInteger nice = new AtomicInteger();
    Thread.ofVirtual()
        .start(() -> {
          Courtesy.stepBack();
          nice.set(Courtesy.nice());
        })
        .join();
    assertThat(nice.get()).isGreaterThanOrEqualTo(Courtesy.STEPS);
  }
}
