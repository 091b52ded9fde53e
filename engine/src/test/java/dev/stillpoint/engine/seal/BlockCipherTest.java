package dev.stillpoint.engine.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillpoint.engine.format.Seals;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** One sealed block, and everything that may not open it. */
class BlockCipherTest {
  private static final SecretKey KEY = new SecretKeySpec(bytes(32, 1), "AES");

  private final BlockCipher cipher = new BlockCipher();
  private final byte[] plain = bytes(4096, 2);
  private final byte[] sealed = new byte[4096 + Seals.TAG_BYTES];
  private final byte[] seals = new byte[2 * Seals.BYTES];

  private static byte[] bytes(int length, int seed) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  private void seal(long family, long block) {
    Seals.nonce(seals, 1, 3, 4);
    cipher.use(KEY);
    cipher.seal(family, block, MemorySegment.ofArray(plain), 0, sealed, 0, seals, 1);
    cipher.forget();
  }

  private boolean opens(SecretKey key, long family, long block) {
    cipher.use(key);
    cipher.sealedBytes().asSlice(0, 4096).copyFrom(MemorySegment.ofArray(sealed).asSlice(0, 4096));
    boolean opens = cipher.open(family, block, seals, Seals.BYTES);
    if (opens) {
      assertThat(cipher.plainBytes().toArray(ValueLayout.JAVA_BYTE)).isEqualTo(plain);
    }
    cipher.forget();
    return opens;
  }

  @Test
  void opensWhatItSealedAndNothingElse() {
    seal(7, 9);
    assertThat(opens(KEY, 7, 9)).isTrue();
    assertThat(opens(KEY, 7, 10)).as("another block").isFalse();
    assertThat(opens(KEY, 8, 9)).as("another volume").isFalse();
    assertThat(opens(new SecretKeySpec(bytes(32, 3), "AES"), 7, 9)).as("another key").isFalse();
    for (int bit : new int[] {0, 4095 * 8 + 7}) {
      sealed[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(opens(KEY, 7, 9)).as("bit %s of the block", bit).isFalse();
      sealed[bit / 8] ^= (byte) (1 << bit % 8);
    }
    for (int at = Seals.BYTES; at < 2 * Seals.BYTES; at++) {
      seals[at] ^= 1;
      assertThat(opens(KEY, 7, 9)).as("byte %s of the seal", at - Seals.BYTES).isFalse();
      seals[at] ^= 1;
    }
    assertThat(opens(KEY, 7, 9)).isTrue();
  }

  @Test
  void holdsNoBlockAndNoKeyBetweenTwoUses() {
    seal(7, 9);
    assertThat(opens(KEY, 7, 9)).isTrue();
    assertThat(cipher.plainBytes().toArray(ValueLayout.JAVA_BYTE)).containsOnly(0);
    assertThatThrownBy(() -> cipher.open(7, 9, seals, Seals.BYTES))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aKeyOfAnotherLengthIsRefused() {
    assertThatThrownBy(() -> cipher.use(new SecretKeySpec(bytes(16, 1), "AES")))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
