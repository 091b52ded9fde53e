package dev.stillpoint.server.testing;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A minimal client with a signer of its own, written from the rule; it shares no server code. */
public final class RpcClient {
  private static final String EMPTY_SHA256 =
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String address;
  private final String keyId;
  private final String secret;

  public RpcClient(String address, String keyId, String secret) {
    this.address = address;
    this.keyId = keyId;
    this.secret = secret;
  }

  /** Calls with the older signature; {@code form} goes into the body. */
  public Answer first(String method, Map<String, String> query, Map<String, String> form)
      throws IOException, InterruptedException {
    Map<String, String> all = common(query);
    all.putAll(form);
    String signature = signature(method, all);
    form.keySet().forEach(all::remove);
    all.put("Signature", signature);
    HttpRequest.Builder request = request(joined(all));
    if (form.isEmpty()) {
      request.method(method, HttpRequest.BodyPublishers.noBody());
    } else {
      request.header("Content-Type", "application/x-www-form-urlencoded");
      request.method(method, HttpRequest.BodyPublishers.ofString(joined(form)));
    }
    return send(request);
  }

  /** The query of a call with the older signature, for those who write their own HTTP. */
  public String signedQuery(String method, Map<String, String> parameters) {
    Map<String, String> all = common(parameters);
    all.put("Signature", signature(method, all));
    return joined(all);
  }

  /** Calls with the newer signature. */
  public Answer acs3(String action, Map<String, String> parameters)
      throws IOException, InterruptedException {
    String query = joined(parameters);
    Map<String, String> headers = new TreeMap<>();
    headers.put("host", address);
    headers.put("x-acs-action", action);
    headers.put("x-acs-version", "2014-05-26");
    headers.put("x-acs-date", now());
    headers.put("x-acs-signature-nonce", UUID.randomUUID().toString());
    headers.put("x-acs-content-sha256", EMPTY_SHA256);
    String block =
        headers.entrySet().stream()
            .map(header -> header.getKey() + ":" + header.getValue() + "\n")
            .collect(Collectors.joining());
    String names = String.join(";", headers.keySet());
    String canonical = String.join("\n", "POST", "/", query, block, names, EMPTY_SHA256);
    String toSign = "ACS3-HMAC-SHA256\n" + sha256(canonical);
    String signature = HexFormat.of().formatHex(hmac("HmacSHA256", secret, toSign));
    HttpRequest.Builder request = request(query);
    headers.remove("host");
    headers.forEach(request::header);
    request.header(
        "Authorization",
        "ACS3-HMAC-SHA256 Credential="
            + keyId
            + ",SignedHeaders="
            + names
            + ",Signature="
            + signature);
    return send(request.POST(HttpRequest.BodyPublishers.noBody()));
  }

  /** Calls with the newer signature and demands success. */
  public JsonNode call(String action, Map<String, String> parameters)
      throws IOException, InterruptedException {
    Answer answer = acs3(action, parameters);
    if (answer.status() != 200) {
      throw new IOException(action + " was refused: " + answer.body());
    }
    return answer.json();
  }

  private HttpRequest.Builder request(String query) {
    return HttpRequest.newBuilder(URI.create("http://" + address + "/?" + query))
        .timeout(Duration.ofSeconds(30));
  }

  private Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<String> response =
        http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    return new Answer(response.statusCode(), response.body());
  }

  private Map<String, String> common(Map<String, String> parameters) {
    Map<String, String> all = new TreeMap<>();
    all.put("AccessKeyId", keyId);
    all.put("Format", "JSON");
    all.put("SignatureMethod", "HMAC-SHA1");
    all.put("SignatureNonce", UUID.randomUUID().toString());
    all.put("SignatureVersion", "1.0");
    all.put("Timestamp", now());
    all.put("Version", "2014-05-26");
    all.putAll(parameters);
    return all;
  }

  private String signature(String method, Map<String, String> parameters) {
    String toSign = method + "&%2F&" + escape(joined(parameters));
    return Base64.getEncoder().encodeToString(hmac("HmacSHA1", secret + "&", toSign));
  }

  private static String now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static String joined(Map<String, String> parameters) {
    return new TreeMap<>(parameters)
        .entrySet().stream()
            .map(entry -> escape(entry.getKey()) + "=" + escape(entry.getValue()))
            .collect(Collectors.joining("&"));
  }

  private static String escape(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] hmac(String algorithm, String key, String text) {
    try {
      Mac mac = Mac.getInstance(algorithm);
      mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), algorithm));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * What came back.
   *
   * @param status HTTP status
   * @param body as text
   */
  public record Answer(int status, String body) {
    public JsonNode json() {
      return JsonMapper.shared().readTree(body);
    }

    public String text(String member) {
      return json().path(member).asString();
    }
  }
}
