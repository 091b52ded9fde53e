package dev.stillpoint.control.ring;

import dev.stillpoint.block.KeyRing;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** The key under which the material of every master key is wrapped. It is in no table. */
public final class RootKey {
  /** Bytes of the key. */
  public static final int BYTES = KeyRing.KEY_BYTES;

  private static final String CHECK = "stillpoint root key";

  private final SecretKey key;

  private RootKey(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("a root key has " + BYTES + " bytes");
    }
    key = new SecretKeySpec(bytes, "AES");
  }

  /** A key that was made before. */
  public static RootKey of(byte[] bytes) {
    return new RootKey(bytes);
  }

  /** A new key. */
  public static RootKey make(SecureRandom random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    RootKey made = new RootKey(bytes);
    Arrays.fill(bytes, (byte) 0);
    return made;
  }

  /** The key itself, for the one file that holds it; the caller wipes it. */
  public byte[] bytes() {
    return key.getEncoded();
  }

  String wrap(String label, byte[] plain, SecureRandom random) {
    return Wrapping.wrap(key, label, plain, random);
  }

  Optional<byte[]> unwrap(String label, String text) {
    return Wrapping.unwrap(key, label, text);
  }

  /** A text by which this key is known again. */
  String check(SecureRandom random) {
    return wrap(CHECK, new byte[BYTES], random);
  }

  boolean made(String check) {
    return unwrap(CHECK, check).isPresent();
  }

  @Override
  public String toString() {
    return "RootKey";
  }
}
