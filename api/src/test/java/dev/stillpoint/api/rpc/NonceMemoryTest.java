package dev.stillpoint.api.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.stillpoint.api.errors.ApiFault;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class NonceMemoryTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private static final Duration WINDOW = Duration.ofMinutes(15);

  private final NonceMemory memory = new NonceMemory(new RpcLimits(1, 1, 1, 1, WINDOW, 4));

  @Test
  void aNonceIsGoodForOneCallOfOneKey() throws ApiFault {
    memory.use("k1", "n", NOW, NOW);
    assertThat(refusal("k1", "n", NOW.plusSeconds(1))).isEqualTo("SignatureNonceUsed");
    assertThatCode(() -> memory.use("k2", "n", NOW, NOW)).doesNotThrowAnyException();
  }

  @Test
  void isRememberedUntilTheRequestsOwnTimeHasPassedItsWindow() throws ApiFault {
    for (Duration ahead : List.of(Duration.ofMinutes(15), Duration.ZERO, Duration.ofMinutes(-15))) {
      NonceMemory fresh = new NonceMemory(new RpcLimits(1, 1, 1, 1, WINDOW, 4));
      Instant signed = NOW.plus(ahead);
      fresh.use("k", "n", signed, NOW);
      Instant end = signed.plus(WINDOW);
      assertThat(refusal(fresh, "k", "n", end)).isEqualTo("SignatureNonceUsed");
      assertThatCode(() -> fresh.use("k", "n", end, end.plusMillis(1))).doesNotThrowAnyException();
    }
  }

  @Test
  void aKeyMayFillAsMuchAsIsFreeAndHoldsUpNoOther() throws ApiFault {
    NonceMemory dozen = new NonceMemory(new RpcLimits(1, 1, 1, 1, WINDOW, 12));
    assertThat(fill(dozen, "flood")).isEqualTo(6);
    assertThat(fill(dozen, "second")).isEqualTo(3);
    assertThat(fill(dozen, "third")).isEqualTo(2);
    assertThat(refusal(dozen, "flood", "more", NOW)).isEqualTo("Throttling.User");
    assertThatCode(() -> dozen.use("of the flood's account", "n", NOW, NOW))
        .doesNotThrowAnyException();
  }

  @Test
  void aKeyThatFilledItsShareRecoversAsItsNoncesAge() throws ApiFault {
    assertThat(fill(memory, "k")).isEqualTo(2);
    Instant later = NOW.plus(WINDOW).plusSeconds(1);
    assertThatCode(() -> memory.use("k", "more", later, later)).doesNotThrowAnyException();
  }

  /** How many calls a key gets through at once. */
  private static int fill(NonceMemory memory, String key) {
    for (int i = 0; ; i++) {
      try {
        memory.use(key, "nonce " + i, NOW, NOW);
      } catch (ApiFault full) {
        assertThat(full.code()).isEqualTo("Throttling.User");
        return i;
      }
    }
  }

  private String refusal(String key, String nonce, Instant now) {
    return refusal(memory, key, nonce, now);
  }

  private static String refusal(NonceMemory asked, String key, String nonce, Instant now) {
    return catchThrowableOfType(ApiFault.class, () -> asked.use(key, nonce, NOW, now)).code();
  }
}
