package dev.stillpoint.client;

import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.TreeMap;

/**
 * RPC signature 1.0: base64 of HMAC-SHA1, keyed with the secret and {@code &}, over method, path
 * and sorted parameters.
 */
final class SignerV1 implements Signer {
  private final AccessKey key;
  private final String version;

  SignerV1(AccessKey key, String version) {
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
    SequencedMap<String, String> all = new LinkedHashMap<>(parameters);
    all.put("Action", action);
    all.put("Version", version);
    all.put("Format", "JSON");
    all.put("AccessKeyId", key.id());
    all.put("SignatureMethod", "HMAC-SHA1");
    all.put("SignatureVersion", "1.0");
    all.put("SignatureNonce", nonce);
    all.put("Timestamp", timestamp);
    all.put("Signature", signature("POST", all, key.secret()));
    SequencedMap<String, String> headers = new LinkedHashMap<>();
    headers.put("content-type", "application/x-www-form-urlencoded");
    return new SignedCall("", headers, PercentEncoding.join(all));
  }

  /** The signature over decoded parameters, which must not yet hold one. */
  static String signature(String method, SequencedMap<String, String> parameters, String secret) {
    // Names are ASCII, so that String order is byte order.
    String joined = PercentEncoding.join(new TreeMap<>(parameters));
    String toSign = method + "&%2F&" + PercentEncoding.encode(joined);
    return Base64.getEncoder().encodeToString(Digests.hmac("HmacSHA1", secret + "&", toSign));
  }
}
