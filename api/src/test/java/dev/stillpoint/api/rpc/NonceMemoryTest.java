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

  private final NonceMemory memory =
      new NonceMemory(new RpcLimits(1, 1, 1, 1, Duration.ofMinutes(15), 4));

  @Test
  void aNonceIsGoodForOneCallOfOneKey() throws ApiFault {
    memory.use("a", "k1", "n", NOW);
    assertThat(refusal("k1", "n", NOW.plusSeconds(1))).isEqualTo("SignatureNonceUsed");
    assertThatCode(() -> memory.use("a", "k2", "n", NOW)).doesNotThrowAnyException();
  }

  @Test
  void isRememberedForTwiceTheWindow() throws ApiFault {
    memory.use("a", "k", "n", NOW);
    Instant end = NOW.plus(Duration.ofMinutes(30));
    assertThat(refusal("k", "n", end)).isEqualTo("SignatureNonceUsed");
    assertThatCode(() -> memory.use("a", "k", "n", end.plusMillis(1))).doesNotThrowAnyException();
  }

  @Test
  void refusesCallsWhenItIsFullAndRecoversAsNoncesAge() throws ApiFault {
    memory.use("a", "k", "1", NOW);
    memory.use("a", "k", "2", NOW);
    memory.use("a", "k", "3", NOW.plusSeconds(60));
    assertThat(refusal("k", "4", NOW.plusSeconds(60))).isEqualTo("Throttling.User");
    Instant later = NOW.plus(Duration.ofMinutes(30)).plusSeconds(1);
    assertThatCode(() -> memory.use("a", "k", "4", later)).doesNotThrowAnyException();
    assertThat(refusal("k", "3", later)).isEqualTo("SignatureNonceUsed");
  }

  @Test
  void anAccountThatFillsItsPartHoldsUpNobodyElse() throws ApiFault {
    for (String nonce : List.of("1", "2", "3")) {
      memory.use("flood", "k", nonce, NOW);
    }
    assertThatCode(() -> memory.use("other", "k2", "n", NOW)).doesNotThrowAnyException();
    assertThat(refusal("k", "4", NOW)).isEqualTo("Throttling.User");
    Instant later = NOW.plus(Duration.ofMinutes(30)).plusSeconds(1);
    assertThatCode(() -> memory.use("flood", "k", "4", later)).doesNotThrowAnyException();
  }

  private String refusal(String key, String nonce, Instant now) {
    return catchThrowableOfType(ApiFault.class, () -> memory.use("a", key, nonce, now)).code();
  }
}
