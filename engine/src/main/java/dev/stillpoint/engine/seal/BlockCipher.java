package dev.stillpoint.engine.seal;

import static dev.stillpoint.engine.format.Layout.BYTE;
import static dev.stillpoint.engine.format.Layout.LONG;

import dev.stillpoint.block.KeyRing;
import dev.stillpoint.engine.format.Layout;
import dev.stillpoint.engine.format.Seals;
import java.lang.foreign.MemorySegment;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals and opens single blocks with AES-256-GCM. The associated data are the family of the volume
 * and the number of the block: what stays the same when the block is moved, frozen or cloned. So a
 * block that stands for another one is recognised like one that was changed.
 *
 * <p>A key is held between {@link #use} and {@link #forget} and not in between two requests. Serves
 * one thread at a time.
 */
public final class BlockCipher {
  private static final String ALGORITHM = "AES/GCM/NoPadding";

  /** Takes the place of a key that must be forgotten: a cipher always keeps the last one it got. */
  private static final SecretKey BLANK = new SecretKeySpec(new byte[KeyRing.KEY_BYTES], "AES");

  private static final GCMParameterSpec BLANK_NONCE =
      new GCMParameterSpec(Seals.TAG_BYTES * 8, new byte[Seals.NONCE_BYTES]);

  private final Cipher cipher;
  private final byte[] identity = new byte[16];
  private final MemorySegment identityBytes = MemorySegment.ofArray(identity);
  private final byte[] block = new byte[Layout.BLOCK_BYTES + Seals.TAG_BYTES];
  private final MemorySegment blockBytes = MemorySegment.ofArray(block);
  private final byte[] plain = new byte[Layout.BLOCK_BYTES];
  private final MemorySegment plainBytes = MemorySegment.ofArray(plain);
  private SecretKey key;

  public BlockCipher() {
    try {
      cipher = Cipher.getInstance(ALGORITHM);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no " + ALGORITHM, e);
    }
  }

  /** What follows is done under this key. */
  public void use(SecretKey next) {
    if (next.getEncoded().length != KeyRing.KEY_BYTES) {
      throw new IllegalArgumentException("a data key has " + KeyRing.KEY_BYTES + " bytes");
    }
    key = next;
  }

  /** Lets the key go, and the last block with it. */
  public void forget() {
    if (key != null) {
      key = null;
      try {
        cipher.init(Cipher.DECRYPT_MODE, BLANK, BLANK_NONCE);
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
      Arrays.fill(plain, (byte) 0);
    }
  }

  /**
   * Seals the block at {@code offset} of {@code source}.
   *
   * @param sealed receives the sealed bytes at {@code at}, and needs room for a tag behind them
   * @param seals hold the block's nonce as the {@code index}-th, and receive its tag
   */
  public void seal(
      long family,
      long number,
      MemorySegment source,
      long offset,
      byte[] sealed,
      int at,
      byte[] seals,
      int index) {
    int seal = index * Seals.BYTES;
    MemorySegment.copy(source, BYTE, offset, block, 0, Layout.BLOCK_BYTES);
    try {
      begin(Cipher.ENCRYPT_MODE, family, number, seals, seal);
      cipher.doFinal(block, 0, Layout.BLOCK_BYTES, sealed, at);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a block cannot be sealed", e);
    } finally {
      Arrays.fill(block, (byte) 0);
    }
    System.arraycopy(
        sealed, at + Layout.BLOCK_BYTES, seals, seal + Seals.NONCE_BYTES, Seals.TAG_BYTES);
  }

  private void begin(int mode, long family, long number, byte[] seals, int seal)
      throws GeneralSecurityException {
    cipher.init(
        mode, key, new GCMParameterSpec(Seals.TAG_BYTES * 8, seals, seal, Seals.NONCE_BYTES));
    identityBytes.set(LONG, 0, family);
    identityBytes.set(LONG, 8, number);
    cipher.updateAAD(identity);
  }

  /** Where {@link #open} expects the sealed bytes. */
  public MemorySegment sealedBytes() {
    return blockBytes;
  }

  /**
   * Opens the block that stands in {@link #sealedBytes}.
   *
   * @param seals hold its seal at {@code seal}
   * @return false if it is not what was sealed as this block under this key
   */
  public boolean open(long family, long number, byte[] seals, int seal) {
    System.arraycopy(seals, seal + Seals.NONCE_BYTES, block, Layout.BLOCK_BYTES, Seals.TAG_BYTES);
    try {
      begin(Cipher.DECRYPT_MODE, family, number, seals, seal);
      cipher.doFinal(block, 0, block.length, plain, 0);
      return true;
    } catch (AEADBadTagException e) {
      return false;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a block cannot be opened", e);
    }
  }

  /** The bytes of the block that was opened last. */
  public MemorySegment plainBytes() {
    return plainBytes;
  }
}
