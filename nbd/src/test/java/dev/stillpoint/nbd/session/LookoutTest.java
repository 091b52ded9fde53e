package dev.stillpoint.nbd.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillpoint.nbd.socket.StreamSocket;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class LookoutTest {
  private static final long STEP_NANOS = 10_000;

  private boolean free = true;
  private long now;
  private int looks;
  private final Lookout lookout = new Lookout(() -> free, () -> now += STEP_NANOS);

  private long nothing() {
    looks++;
    return StreamSocket.NOTHING;
  }

  @Test
  void whatComesSoonIsSeen() throws IOException {
    assertThat(lookout.lookOut(() -> ++looks < 3 ? StreamSocket.NOTHING : 28)).isEqualTo(28);
  }

  @Test
  void whatDoesNotComeIsNotWaitedForLong() throws IOException {
    assertThat(lookout.lookOut(this::nothing)).isEqualTo(StreamSocket.NOTHING);
    assertThat(looks).isEqualTo(3);
  }

  @Test
  void whoLookedInVainLooksTheMoreRarely() throws IOException {
    int tries = 10_000;
    for (int i = 0; i < tries; i++) {
      lookout.lookOut(this::nothing);
    }
    assertThat(looks).isBetween(3 * 10, 3 * 20);

    for (int i = 0; i < tries; i++) {
      lookout.lookOut(() -> 28);
    }
    looks = 0;
    lookout.lookOut(() -> ++looks);
    lookout.lookOut(() -> ++looks);
    assertThat(looks).describedAs("once it is worth it, it looks each time").isEqualTo(2);
  }

  @Test
  void whereNoProcessorIsFreeNobodyLooks() throws IOException {
    free = false;

    assertThat(lookout.lookOut(this::nothing)).isEqualTo(StreamSocket.NOTHING);
    assertThat(looks).isZero();
  }
}
