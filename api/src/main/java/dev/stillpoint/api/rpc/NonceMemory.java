package dev.stillpoint.api.rpc;

import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.errors.CommonError;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Remembers which nonces each access key has used, for twice the time window: a request may be
 * dated a window ahead, and stays acceptable until a window after that. What is kept is half of a
 * SHA-256 of key and nonce, so that the length of a nonce costs nothing. Safe for use by several
 * threads at once. A restart forgets; the time window then bounds what can be replayed.
 */
final class NonceMemory {
  private final Map<Mark, Instant> forgetAt = new LinkedHashMap<>();
  private final Duration keep;
  private final int countMax;

  NonceMemory(RpcLimits limits) {
    this.keep = limits.clockSkewMax().multipliedBy(2);
    this.countMax = limits.noncesMax();
  }

  /**
   * Marks a nonce as used. Call it only when the signature is known to be right, so that a forged
   * call cannot use up another's nonce or fill the memory.
   *
   * @throws ApiFault SignatureNonceUsed, or Throttling.User when the memory is full
   */
  synchronized void use(String keyId, String nonce, Instant now) throws ApiFault {
    // Entries stand in the order in which they will be forgotten, because all are kept equally
    // long.
    Iterator<Instant> oldest = forgetAt.values().iterator();
    while (oldest.hasNext() && oldest.next().isBefore(now)) {
      oldest.remove();
    }
    Mark mark = Mark.of(keyId, nonce);
    if (forgetAt.containsKey(mark)) {
      throw CommonError.SIGNATURE_NONCE_USED.with(nonce);
    }
    if (forgetAt.size() >= countMax) {
      throw CommonError.THROTTLED.with();
    }
    forgetAt.put(mark, now.plus(keep));
  }

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
