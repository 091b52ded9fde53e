package dev.stillpoint.api.rpc;

import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.errors.CommonError;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Remembers which nonces each access key has used, for twice the time window: a request may be
 * dated a window ahead, and stays acceptable until a window after that. What is kept is half of a
 * SHA-256 of key and nonce, so that the length of a nonce costs nothing. No account may fill more
 * than three quarters of the memory: whoever floods it holds up itself and nobody else. Safe for
 * use by several threads at once. A restart forgets; the time window then bounds what can be
 * replayed.
 */
final class NonceMemory {
  private final Map<Mark, Kept> kept = new LinkedHashMap<>();
  private final Map<String, Integer> countOf = new HashMap<>();
  private final Duration keep;
  private final int countMax;
  private final int accountMax;

  NonceMemory(RpcLimits limits) {
    this.keep = limits.clockSkewMax().multipliedBy(2);
    this.countMax = limits.noncesMax();
    this.accountMax = countMax - countMax / 4;
  }

  /**
   * Marks a nonce as used. Call it only when the signature is known to be right, so that a forged
   * call cannot use up another's nonce or fill the memory.
   *
   * @param account whose memory it fills
   * @throws ApiFault SignatureNonceUsed, or Throttling.User when the account's memory is full
   */
  synchronized void use(String account, String keyId, String nonce, Instant now) throws ApiFault {
    forgetBefore(now);
    Mark mark = Mark.of(keyId, nonce);
    if (kept.containsKey(mark)) {
      throw CommonError.SIGNATURE_NONCE_USED.with(nonce);
    }
    if (kept.size() >= countMax || countOf.getOrDefault(account, 0) >= accountMax) {
      throw CommonError.THROTTLED.with();
    }
    kept.put(mark, new Kept(account, now.plus(keep)));
    countOf.merge(account, 1, Integer::sum);
  }

  /** Entries stand in the order in which they will be forgotten: all are kept equally long. */
  private void forgetBefore(Instant now) {
    Iterator<Kept> oldest = kept.values().iterator();
    while (oldest.hasNext()) {
      Kept entry = oldest.next();
      if (!entry.until().isBefore(now)) {
        return;
      }
      oldest.remove();
      countOf.computeIfPresent(entry.account(), (_, count) -> count == 1 ? null : count - 1);
    }
  }

  private record Kept(String account, Instant until) {}

  private record Mark(long high, long low) {
    static Mark of(String keyId, String nonce) {
      try {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update(keyId.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        ByteBuffer hash = ByteBuffer.wrap(digest.digest(nonce.getBytes(StandardCharsets.UTF_8)));
        return new Mark(hash.getLong(), hash.getLong());
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("this JDK lacks SHA-256", e);
      }
    }
  }
}
