package dev.stillpoint.api.rpc;

import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.errors.CommonError;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Consumer;

/**
 * The older signature, version 1.0: an HMAC over the sorted, encoded parameters of query and form
 * without the signature itself. Clients disagree on whether parameters with an empty value belong
 * to it, so both forms are accepted.
 */
final class Signature1 {
  /** Of a string to sign that is sent back. Ordinary calls stay far below. */
  static final int SHOWN_CHARS_MAX = 8192;

  private Signature1() {}

  /**
   * @throws ApiFault SignatureDoesNotMatch with the string to sign, or with its beginning
   */
  static void verify(String method, Parameters parameters, Algorithm algorithm, AccessKey key)
      throws ApiFault {
    String given = parameters.get("Signature").orElse("");
    boolean matches = false;
    for (EmptyValues emptyValues : EmptyValues.values()) {
      if (emptyValues == EmptyValues.LEFT_OUT && !parameters.all().containsValue("")) {
        continue; // Both forms are one; a large call is hashed once.
      }
      Hash.Keyed hash = new Hash.Keyed(algorithm.macName, key.secret() + "&");
      sign(method, parameters.all(), emptyValues, hash::add);
      matches |= Hash.same(Base64.getEncoder().encodeToString(hash.end()), given);
    }
    if (!matches) {
      throw CommonError.SIGNATURE_DOES_NOT_MATCH.with(shown(method, parameters.all()));
    }
  }

  /**
   * Whoever signed wrongly has proven nothing, so nobody is answered more than he can have sent
   * with ease: of a long string to sign only the beginning, and that it is one.
   */
  private static String shown(String method, SortedMap<String, String> parameters) {
    StringBuilder shown = new StringBuilder();
    long[] chars = new long[1];
    sign(
        method,
        parameters,
        EmptyValues.SIGNED,
        part -> {
          chars[0] += part.length();
          shown.append(part, 0, Math.min(part.length(), SHOWN_CHARS_MAX - shown.length()));
        });
    return chars[0] <= SHOWN_CHARS_MAX
        ? shown.toString()
        : shown + "… (the first " + SHOWN_CHARS_MAX + " of " + chars[0] + " characters)";
  }

  /** Tells the string to sign part by part, since the whole is several times what was sent. */
  static void sign(
      String method,
      SortedMap<String, String> parameters,
      EmptyValues emptyValues,
      Consumer<String> to) {
    to.accept(method + "&%2F&");
    String separator = "";
    for (Map.Entry<String, String> parameter : parameters.entrySet()) {
      if (parameter.getKey().equals("Signature")
          || (parameter.getValue().isEmpty() && emptyValues == EmptyValues.LEFT_OUT)) {
        continue;
      }
      String pair =
          separator
              + PercentCode.encode(parameter.getKey())
              + '='
              + PercentCode.encode(parameter.getValue());
      to.accept(PercentCode.encode(pair));
      separator = "&";
    }
  }

  /** What happens to parameters whose value is empty. */
  enum EmptyValues {
    SIGNED,
    LEFT_OUT
  }

  /** The values of SignatureMethod that are understood. */
  enum Algorithm {
    HMAC_SHA1("HMAC-SHA1", "HmacSHA1"),
    HMAC_SHA256("HMAC-SHA256", "HmacSHA256");

    private final String wireName;
    private final String macName;

    Algorithm(String wireName, String macName) {
      this.wireName = wireName;
      this.macName = macName;
    }

    static Optional<Algorithm> named(String wireName) {
      for (Algorithm algorithm : values()) {
        if (algorithm.wireName.equals(wireName)) {
          return Optional.of(algorithm);
        }
      }
      return Optional.empty();
    }
  }
}
