package dev.stillpoint.nbd.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class WarmthTest {
  private static final long QUICK = 3_000;
  private static final long PREEMPTED = 8_000_000;
  private static final long DISK = 100_000;
  private static final int BLOCK = 4096;

  private final Warmth warmth = new Warmth();

  private void notice(int times, long nanos) {
    for (int i = 0; i < times; i++) {
      warmth.notice(nanos, BLOCK);
    }
  }

  @Test
  void oneReadThatLostItsProcessorIsNotTakenForAColdOne() {
    for (int i = 0; i < 100; i++) {
      notice(1, PREEMPTED);
      notice(40, QUICK);
      assertThat(warmth.isCold()).isFalse();
    }
  }

  @Test
  void aStorageThatIsWaitedForIsNoticedSoon() {
    notice(1_000, QUICK);
    notice(4, DISK);
    assertThat(warmth.isCold()).isTrue();
  }

  @Test
  void soIsOneThatIsWaitedForNowAndThen() {
    Random random = new Random(3);
    int noticed = 0;
    while (!warmth.isCold() && noticed < 2_000) {
      warmth.notice(random.nextInt(8) == 0 ? DISK : QUICK, BLOCK);
      noticed++;
    }
    assertThat(warmth.isCold()).isTrue();
  }

  @Test
  void whatBecomesQuickAgainIsWarmAlthoughAReadIsLateNowAndThen() {
    notice(100, DISK);
    for (int i = 0; i < 4 && warmth.isCold(); i++) {
      notice(40, QUICK);
      notice(1, PREEMPTED);
    }
    assertThat(warmth.isCold()).isFalse();
  }

  @Test
  void itStaysColdWhileReadsWait() {
    notice(100, DISK);
    for (int i = 0; i < 100; i++) {
      notice(1, DISK);
      notice(9, QUICK);
      assertThat(warmth.isCold()).isTrue();
    }
  }

  @Test
  void aLargeReadMayTakeTheTimeOfItsBytes() {
    for (int i = 0; i < 100; i++) {
      warmth.notice(60_000, 128 << 10);
    }
    assertThat(warmth.isCold()).isFalse();
  }
}
