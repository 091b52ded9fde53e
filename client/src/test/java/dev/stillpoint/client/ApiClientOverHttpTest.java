package dev.stillpoint.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ApiClientOverHttpTest {
  private final BlockingQueue<Request> received = new LinkedBlockingQueue<>();
  private HttpServer server;
  private volatile int status = 200;
  private volatile String answer = "{}";

  @BeforeEach
  void startServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
          received.add(
              new Request(
                  exchange.getRequestMethod(),
                  String.valueOf(exchange.getRequestURI().getRawQuery()),
                  body,
                  List.copyOf(
                      exchange.getRequestHeaders().getOrDefault("Authorization", List.of())),
                  exchange.getRequestHeaders().getFirst("x-acs-date")));
          byte[] bytes = answer.getBytes(UTF_8);
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stopServer() {
    server.stop(0);
  }

  @Test
  void sendsParametersInTheQueryUnderSignatureThree() throws Exception {
    answer = "{\"SnapshotGroupId\":\"ssg-1\",\"RequestId\":\"R\"}";

    JsonNode body;
    try (ApiClient client = client(Signature.V3)) {
      body = client.call("CreateSnapshotGroup", parameters());
    }

    assertThat(body.path("SnapshotGroupId").asString()).isEqualTo("ssg-1");
    Request request = received.take();
    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.query()).isEqualTo("Name=a%20b&RegionId=cn-hangzhou");
    assertThat(request.body()).isEmpty();
    assertThat(request.authorization()).singleElement().asString().startsWith("ACS3-HMAC-SHA256 ");
    assertThat(request.date()).isEqualTo("2026-11-23T16:30:00Z");
  }

  @Test
  void sendsEverythingInTheFormUnderSignatureOne() throws Exception {
    try (ApiClient client = client(Signature.V1)) {
      assertThat(client.call("DescribeRegions", parameters()).isObject()).isTrue();
    }

    Request request = received.take();
    assertThat(request.authorization()).isEmpty();
    assertThat(request.body())
        .contains("Action=DescribeRegions", "Format=JSON", "Name=a%20b", "&Signature=");
  }

  @Test
  void turnsAnAnsweredErrorIntoAFault() throws Exception {
    status = 404;
    answer =
        "{\"Code\":\"InvalidDiskId.NotFound\",\"Message\":\"no such disk\",\"RequestId\":\"R-1\"}";

    try (ApiClient client = client(Signature.V3)) {
      ApiFault fault =
          catchThrowableOfType(ApiFault.class, () -> client.call("DescribeDisks", parameters()));

      assertThat(fault.status()).isEqualTo(404);
      assertThat(fault.code()).isEqualTo("InvalidDiskId.NotFound");
      assertThat(fault).hasMessageContaining("no such disk");
      assertThat(fault.requestId()).isEqualTo("R-1");
    }
  }

  @Test
  void refusesAnAnswerThatIsNoJson() {
    answer = "<html>";

    try (ApiClient client = client(Signature.V3)) {
      IOException fault =
          catchThrowableOfType(IOException.class, () -> client.call("DescribeDisks", parameters()));

      assertThat(fault).hasMessageContaining("no JSON object");
    }
  }

  private ApiClient client(Signature signature) {
    return new ApiClient(
        URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
        new AccessKey("testid", "testsecret"),
        signature,
        InstantSource.fixed(Instant.parse("2026-11-23T16:30:00.789Z")),
        RandomGenerator.of("L64X128MixRandom"));
  }

  private static SequencedMap<String, String> parameters() {
    SequencedMap<String, String> parameters = new LinkedHashMap<>();
    parameters.put("RegionId", "cn-hangzhou");
    parameters.put("Name", "a b");
    return parameters;
  }

  private record Request(
      String method, String query, String body, List<String> authorization, String date) {}
}
