package dev.stillpoint.api.rpc;

import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.errors.CommonError;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/**
 * The newer signature, ACS3-HMAC-SHA256: an HMAC over the hash of a canonical request that holds
 * the method, the query, the signed headers and the hash of the body.
 */
final class SignatureAcs3 {
  static final String ALGORITHM = "ACS3-HMAC-SHA256";

  /** Without these a part of the call would not be covered, so they must be signed. */
  private static final List<String> MUST_BE_SIGNED =
      List.of(
          "host",
          "x-acs-action",
          "x-acs-version",
          "x-acs-date",
          "x-acs-signature-nonce",
          "x-acs-content-sha256");

  private SignatureAcs3() {}

  /**
   * Checks that the signature is of the right form: everything important is signed, no signed
   * header is missing or doubled, and the body is the one that was hashed.
   */
  static void checkForm(Request request, Acs3Authorization authorization) throws ApiFault {
    List<String> signed = authorization.signedHeaders();
    if (new TreeSet<>(signed).size() != signed.size()) {
      throw CommonError.INCOMPLETE_SIGNATURE.with("SignedHeaders names a header twice.");
    }
    for (String name : MUST_BE_SIGNED) {
      if (!signed.contains(name)) {
        throw CommonError.INCOMPLETE_SIGNATURE.with("The header " + name + " must be signed.");
      }
    }
    for (String name : signed) {
      if (request.headers(name).size() != 1) {
        throw CommonError.INCOMPLETE_SIGNATURE.with(
            "The signed header " + name + " must be sent exactly once, in lower case in the list.");
      }
    }
    String bodyHash = Hash.sha256Hex(request.body());
    String given = request.header("x-acs-content-sha256").orElse("").strip();
    if (!Hash.same(bodyHash, given.toLowerCase(Locale.ROOT))) {
      throw CommonError.BODY_HASH_DOES_NOT_MATCH.with(bodyHash);
    }
  }

  /**
   * @throws ApiFault SignatureDoesNotMatch with the hash of the canonical request
   */
  static void verify(
      Request request, Parameters parameters, Acs3Authorization authorization, AccessKey key)
      throws ApiFault {
    String canonical = canonicalRequest(request, parameters, authorization.signedHeaders());
    String hash = Hash.sha256Hex(canonical.getBytes(StandardCharsets.UTF_8));
    byte[] mac = Hash.hmac("HmacSHA256", key.secret(), ALGORITHM + "\n" + hash);
    if (!Hash.same(HexFormat.of().formatHex(mac), authorization.signature())) {
      throw CommonError.SIGNATURE_DOES_NOT_MATCH_ACS3.with(hash);
    }
  }

  static String canonicalRequest(
      Request request, Parameters parameters, List<String> signedHeaders) {
    StringBuilder canonical = new StringBuilder();
    canonical.append(request.method()).append('\n').append(request.path()).append('\n');
    String separator = "";
    for (Map.Entry<String, String> parameter : parameters.query().entrySet()) {
      canonical
          .append(separator)
          .append(PercentCode.encode(parameter.getKey()))
          .append('=')
          .append(PercentCode.encode(parameter.getValue()));
      separator = "&";
    }
    canonical.append('\n');
    TreeSet<String> sorted = new TreeSet<>(signedHeaders);
    for (String name : sorted) {
      String value = request.header(name).orElse("").strip();
      canonical.append(name).append(':').append(value).append('\n');
    }
    canonical.append('\n').append(String.join(";", sorted)).append('\n');
    return canonical.append(Hash.sha256Hex(request.body())).toString();
  }
}
