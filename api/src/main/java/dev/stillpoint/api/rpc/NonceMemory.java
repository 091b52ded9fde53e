package dev.stillpoint.api.rpc;

import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.errors.CommonError;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;

/**
 * Remembers which nonces each access key has used, until the request's own time has left the window
 * in which it is believed. What is kept is half of a SHA-256 of key and nonce, so that the length
 * of a nonce costs nothing. A key may fill as much as is still free and no more: one alone half of
 * the memory, two a third each, and whoever comes next still finds as much as each of those has.
 * Whoever floods it holds up that key and no other, not even of the same account. Safe for use by
 * several threads at once. A restart forgets; the time window then bounds what can be replayed.
 */
final class NonceMemory {
  private final Set<Mark> marks = new HashSet<>();
  private final Queue<Kept> kept = new PriorityQueue<>(Comparator.comparing(Kept::until));
  private final Map<String, Integer> countOf = new HashMap<>();
  private final Duration window;
  private final int countMax;

  NonceMemory(RpcLimits limits) {
    this.window = limits.clockSkewMax();
    this.countMax = limits.noncesMax();
  }

  /**
   * Marks a nonce as used. Call it only when the signature is known to be right, so that a forged
   * call cannot use up another's nonce or fill the memory.
   *
   * @param keyId whose share of the memory it fills
   * @param signed the time that the request says it was made
   * @throws ApiFault SignatureNonceUsed, or Throttling.User when the key has filled its share
   */
  synchronized void use(String keyId, String nonce, Instant signed, Instant now) throws ApiFault {
    forgetBefore(now);
    Mark mark = Mark.of(keyId, nonce);
    if (marks.contains(mark)) {
      throw CommonError.SIGNATURE_NONCE_USED.with(nonce);
    }
    if (countOf.getOrDefault(keyId, 0) >= countMax - marks.size()) {
      throw CommonError.THROTTLED.with();
    }
    marks.add(mark);
    kept.add(new Kept(mark, keyId, signed.plus(window)));
    countOf.merge(keyId, 1, Integer::sum);
  }

  private void forgetBefore(Instant now) {
    while (!kept.isEmpty() && kept.peek().until().isBefore(now)) {
      Kept oldest = kept.remove();
      marks.remove(oldest.mark());
      countOf.computeIfPresent(oldest.keyId(), (_, count) -> count == 1 ? null : count - 1);
    }
  }

  private record Kept(Mark mark, String keyId, Instant until) {}

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
