package dev.stillpoint.api.rpc;

import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.errors.CommonError;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * The older signature, version 1.0: an HMAC over the sorted, encoded parameters of query and form
 * without the signature itself. Clients disagree on whether parameters with an empty value belong
 * to it, so both forms are accepted.
 */
final class Signature1 {
  private Signature1() {}

  /**
   * @throws ApiFault SignatureDoesNotMatch with the string to sign
   */
  static void verify(String method, Parameters parameters, Algorithm algorithm, AccessKey key)
      throws ApiFault {
    String given = parameters.get("Signature").orElse("");
    String toSign = stringToSign(method, parameters.all(), EmptyValues.SIGNED);
    String withoutEmpty = stringToSign(method, parameters.all(), EmptyValues.LEFT_OUT);
    boolean matches = Hash.same(sign(algorithm, key.secret(), toSign), given);
    matches |= Hash.same(sign(algorithm, key.secret(), withoutEmpty), given);
    if (!matches) {
      throw CommonError.SIGNATURE_DOES_NOT_MATCH.with(toSign);
    }
  }

  static String stringToSign(
      String method, SortedMap<String, String> parameters, EmptyValues emptyValues) {
    StringBuilder joined = new StringBuilder();
    for (Map.Entry<String, String> parameter : parameters.entrySet()) {
      if (parameter.getKey().equals("Signature")
          || (parameter.getValue().isEmpty() && emptyValues == EmptyValues.LEFT_OUT)) {
        continue;
      }
      joined
          .append(joined.isEmpty() ? "" : "&")
          .append(PercentCode.encode(parameter.getKey()))
          .append('=')
          .append(PercentCode.encode(parameter.getValue()));
    }
    return method + "&%2F&" + PercentCode.encode(joined.toString());
  }

  static String sign(Algorithm algorithm, String secret, String stringToSign) {
    return Base64.getEncoder()
        .encodeToString(Hash.hmac(algorithm.macName, secret + "&", stringToSign));
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
