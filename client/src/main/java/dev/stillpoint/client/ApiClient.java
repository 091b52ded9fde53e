package dev.stillpoint.client;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.SequencedMap;
import java.util.random.RandomGenerator;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * Calls actions of the ECS API (version 2014-05-26) with signed requests over plain HTTP.
 *
 * <p>Any thread may call; calls run side by side. A call is tried once: it is the caller who knows
 * whether it may be repeated.
 */
public final class ApiClient implements Api, AutoCloseable {
  private static final String VERSION = "2014-05-26";
  private static final Duration CONNECT_TIME_MAX = Duration.ofSeconds(5);
  private static final Duration CALL_TIME_MAX = Duration.ofSeconds(60);
  private static final long ANSWER_BYTES_MAX = 16L << 20;
  private static final int NONCE_BYTES = 16;

  private final URI endpoint;
  private final Signer signer;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final HttpClient http;
  private final ObjectMapper json = new ObjectMapper();

  /**
   * A client of one endpoint.
   *
   * @param endpoint scheme, host and port, such as {@code http://127.0.0.1:7080}
   * @param clock the wall clock that dates each request
   * @param random where the nonces come from; secure in earnest use
   */
  public ApiClient(
      URI endpoint,
      AccessKey key,
      Signature signature,
      InstantSource clock,
      RandomGenerator random) {
    this.endpoint = endpoint;
    this.signer =
        switch (signature) {
          case V1 -> new SignerV1(key, VERSION);
          case V3 -> new SignerV3(key, VERSION);
        };
    this.clock = clock;
    this.random = random;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIME_MAX)
            .build();
  }

  @Override
  public JsonNode call(String action, SequencedMap<String, String> parameters)
      throws ApiFault, IOException, InterruptedException {
    HttpResponse<byte[]> answer =
        http.send(
            request(action, parameters),
            BodyHandlers.limiting(BodyHandlers.ofByteArray(), ANSWER_BYTES_MAX));
    JsonNode body = parse(action, answer);
    if (answer.statusCode() == 200) {
      return body;
    }
    throw new ApiFault(
        answer.statusCode(), text(body, "Code"), text(body, "Message"), text(body, "RequestId"));
  }

  /** Ends the connections; calls in flight fail. */
  @Override
  public void close() {
    http.shutdownNow();
  }

  private HttpRequest request(String action, SequencedMap<String, String> parameters) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    Signer.SignedCall call =
        signer.sign(
            action,
            parameters,
            endpoint.getRawAuthority(),
            clock.instant().truncatedTo(ChronoUnit.SECONDS).toString(),
            HexFormat.of().formatHex(nonce));
    String query = call.query().isEmpty() ? "" : "?" + call.query();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(endpoint.resolve("/" + query)).timeout(CALL_TIME_MAX);
    call.headers().forEach(request::header);
    return request
        .POST(
            call.body().isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(call.body()))
        .build();
  }

  private JsonNode parse(String action, HttpResponse<byte[]> answer) throws IOException {
    try {
      JsonNode body = json.readTree(answer.body());
      if (body != null && body.isObject()) {
        return body;
      }
    } catch (JacksonException e) {
      throw new IOException(notJson(action, answer), e);
    }
    throw new IOException(notJson(action, answer));
  }

  private static String notJson(String action, HttpResponse<byte[]> answer) {
    return action
        + " was answered with status "
        + answer.statusCode()
        + " and "
        + answer.body().length
        + " bytes that are no JSON object";
  }

  private static String text(JsonNode body, String member) {
    return body.path(member).asString("");
  }
}
