package dev.stillpoint.api.rpc;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs calls for tests, by the written rule and without the server's own code. */
public final class SigningClient {
  private SigningClient() {}

  /** The query of a call with the older signature over all of {@code parameters}. */
  public static String signedQuery(
      String method, Map<String, String> parameters, String secret, boolean signEmpty) {
    List<String> pairs = new ArrayList<>();
    List<String> sent = new ArrayList<>();
    for (Map.Entry<String, String> parameter : new TreeMap<>(parameters).entrySet()) {
      String pair = escape(parameter.getKey()) + "=" + escape(parameter.getValue());
      sent.add(pair);
      if (signEmpty || !parameter.getValue().isEmpty()) {
        pairs.add(pair);
      }
    }
    String toSign = method + "&%2F&" + escape(String.join("&", pairs));
    sent.add("Signature=" + escape(hmacSha1(secret + "&", toSign)));
    return String.join("&", sent);
  }

  private static String escape(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }

  private static String hmacSha1(String key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
      byte[] hash = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(hash);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
