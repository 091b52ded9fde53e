package dev.stillpoint.client;

import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * ACS3-HMAC-SHA256: hex of HMAC-SHA256, keyed with the raw secret, over the digest of a canonical
 * request.
 */
final class SignerV3 implements Signer {
  private static final String ALGORITHM = "ACS3-HMAC-SHA256";

  private final AccessKey key;
  private final String version;

  SignerV3(AccessKey key, String version) {
    this.key = key;
    this.version = version;
  }

  @Override
  public SignedCall sign(
      String action,
      SequencedMap<String, String> parameters,
      String host,
      String timestamp,
      String nonce) {
    String bodyHash = Digests.sha256Hex("");
    SortedMap<String, String> signed = new TreeMap<>();
    signed.put("host", host);
    signed.put("x-acs-action", action);
    signed.put("x-acs-content-sha256", bodyHash);
    signed.put("x-acs-date", timestamp);
    signed.put("x-acs-signature-nonce", nonce);
    signed.put("x-acs-version", version);

    String query = PercentEncoding.join(new TreeMap<>(parameters));
    String names = String.join(";", signed.keySet());
    String canonical =
        String.join("\n", "POST", "/", query, canonicalHeaders(signed), names, bodyHash);
    String toSign = ALGORITHM + "\n" + Digests.sha256Hex(canonical);
    String signature = HexFormat.of().formatHex(Digests.hmac("HmacSHA256", key.secret(), toSign));

    SequencedMap<String, String> headers = new LinkedHashMap<>(signed);
    headers.remove("host"); // The HTTP client sends it by itself.
    headers.put("accept", "application/json");
    headers.put(
        "Authorization",
        ALGORITHM
            + " Credential="
            + key.id()
            + ",SignedHeaders="
            + names
            + ",Signature="
            + signature);
    return new SignedCall(query, headers, "");
  }

  private static String canonicalHeaders(SortedMap<String, String> signed) {
    StringBuilder lines = new StringBuilder();
    signed.forEach(
        (name, value) -> lines.append(name).append(':').append(value.strip()).append('\n'));
    return lines.toString();
  }
}
