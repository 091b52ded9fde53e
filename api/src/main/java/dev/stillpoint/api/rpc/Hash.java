package dev.stillpoint.api.rpc;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The hash functions that the signatures use. Every JDK has them. */
final class Hash {
  private Hash() {}

  static String sha256Hex(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK lacks SHA-256", e);
    }
  }

  static byte[] hmac(String algorithm, String key, String text) {
    Keyed hash = new Keyed(algorithm, key);
    hash.add(text);
    return hash.end();
  }

  /** An HMAC of a text that comes in parts. */
  static final class Keyed {
    private final Mac mac;

    Keyed(String algorithm, String key) {
      try {
        mac = Mac.getInstance(algorithm);
        mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), algorithm));
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("this JDK lacks " + algorithm, e);
      }
    }

    void add(String part) {
      mac.update(part.getBytes(StandardCharsets.UTF_8));
    }

    byte[] end() {
      return mac.doFinal();
    }
  }

  /** Compares two texts in a time that does not depend on where they differ. */
  static boolean same(String expected, String given) {
    return MessageDigest.isEqual(
        expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
  }
}
