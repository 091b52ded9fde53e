package dev.stillpoint.nbd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class NbdLimitsTest {
  private static final NbdLimits LIMITS = NbdLimits.defaults();

  @Test
  void aListMakesRoomForQuestionsAboutWhatItNames() {
    assertThat(LIMITS.optionsMax(0)).isEqualTo(LIMITS.optionsMax());
    assertThat(LIMITS.optionsMax(1_000)).isEqualTo(LIMITS.optionsMax() + 8_000);
    assertThat(LIMITS.optionsMax(Integer.MAX_VALUE)).isEqualTo(Integer.MAX_VALUE);
    assertThat(LIMITS.handshakeMillisMax(0)).isEqualTo(LIMITS.handshakeMillisMax());
    assertThat(LIMITS.handshakeMillisMax(1_000)).isEqualTo(LIMITS.handshakeMillisMax() + 50_000);
  }

  /** As the table in docs/operating.md says. */
  @Test
  void allClientsTogetherHoldLessThanAGibibyte() {
    assertThat(LIMITS.connectionsMax()).isEqualTo(1_024);
    assertThat(LIMITS.largeRequestBytesMax()).isEqualTo(192L << 20);
    assertThat(LIMITS.memoryBytesMax()).isLessThan(1L << 30);
  }

  @Test
  void whatClientsCanTakeFitsTheMemoryThatIsGiven() {
    for (long mib = 260; mib <= 4096; mib++) {
      NbdLimits limits = NbdLimits.within(mib << 20);
      assertThat(limits.memoryBytesMax()).as("%s MiB", mib).isLessThanOrEqualTo(mib << 20);
    }
    assertThat(NbdLimits.within(1L << 30)).isEqualTo(NbdLimits.defaults());
    assertThat(NbdLimits.within(320L << 20).connectionsMax()).isEqualTo(205);
  }

  @Test
  void littleMemoryLeavesTheSmallestBounds() {
    NbdLimits least = NbdLimits.within(160L << 20);
    assertThat(least.connectionsMax()).isEqualTo(128);
    assertThat(least.largeRequestBytesMax()).isEqualTo(160L << 20);
    assertThat(least.readsWaitingMax()).isEqualTo(128);
    assertThat(least.memoryBytesMax()).isLessThan(260L << 20);
  }

  @Test
  void memoryThatTheLargestRequestDoesNotFitIsRefused() {
    assertThatThrownBy(() -> new NbdLimits(1, 1, 1, 8192, 128L << 20, 0, 0, 0))
        .hasMessageContaining("largeRequestBytesMax");
  }
}
