package dev.stillpoint.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillpoint.api.Api;
import dev.stillpoint.api.action.Action;
import dev.stillpoint.api.action.Invocation;
import dev.stillpoint.api.action.Product;
import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.render.Fields;
import dev.stillpoint.api.rpc.AccessKey;
import dev.stillpoint.api.rpc.Authentication;
import dev.stillpoint.api.rpc.RpcLimits;
import dev.stillpoint.block.Invariant;
import dev.stillpoint.server.fault.CannotStart;
import dev.stillpoint.server.testing.RpcClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The wire as the clients really use it, over a real socket. */
class HttpDoorTest {
  private static final int BODY_BYTES_MAX = 4096;
  private static final int CONNECTIONS_MAX = 8;
  private static final HttpLimits LIMITS =
      new HttpLimits(
          BODY_BYTES_MAX,
          4 << 20,
          CONNECTIONS_MAX,
          Duration.ofSeconds(10),
          Duration.ofSeconds(10),
          Duration.ofSeconds(10),
          1024);
  private static final String SECRET = "s3cret";

  private final CountDownLatch entered = new CountDownLatch(1);
  private final CountDownLatch release = new CountDownLatch(1);
  private HttpDoor door;
  private RpcClient client;

  @BeforeEach
  void open() throws CannotStart {
    Product product =
        new Product("2014-05-26", List.of(new Echo(), new Waits(entered, release), new Breaks()));
    RpcLimits limits =
        new RpcLimits(BODY_BYTES_MAX, 100, 100, 10_000, RpcLimits.DEFAULT.clockSkewMax(), 10_000);
    Authentication authentication =
        new Authentication(
            id -> Optional.of(new AccessKey(id, SECRET, "7", true)),
            InstantSource.system(),
            limits);
    door =
        HttpDoor.open(
            InetAddress.getLoopbackAddress(),
            0,
            new Api(authentication, List.of(product), new Random()),
            LIMITS);
    client = new RpcClient("127.0.0.1:" + door.port(), "key", SECRET);
  }

  @AfterEach
  void close() {
    release.countDown();
    door.close();
  }

  @Test
  void aConnectionTooManyTakesThePlaceOfTheOneThatWaitedLongest() throws IOException {
    List<Socket> connections = new ArrayList<>();
    try {
      for (int i = 0; i <= CONNECTIONS_MAX; i++) {
        connections.add(asked());
        assertThat(connections.getLast().getInputStream().read()).as("%d", i).isEqualTo('H');
      }
      Socket first = connections.getFirst();
      first.setSoTimeout(10_000);
      assertThat(new String(first.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
          .startsWith("TTP/1.1 4");
    } finally {
      for (Socket connection : connections) {
        connection.close();
      }
    }
  }

  /** A connection that stays, on which something was asked. */
  private Socket asked() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), door.port());
    socket
        .getOutputStream()
        .write("GET / HTTP/1.1\r\nHost: h\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  @Test
  void answersTheOlderSignatureInQueryAndForm() throws IOException, InterruptedException {
    Map<String, String> call = Map.of("Action", "Echo", "Text", "a b*c~d/\u6570");
    assertThat(client.first("GET", call, Map.of()).text("Text")).isEqualTo("a b*c~d/\u6570");
    assertThat(client.first("POST", call, Map.of()).text("Text")).isEqualTo("a b*c~d/\u6570");
    assertThat(client.first("POST", Map.of("Action", "Echo"), Map.of("Text", "x y")).text("Text"))
        .isEqualTo("x y");
  }

  @Test
  void answersTheNewerSignature() throws IOException, InterruptedException {
    assertThat(client.acs3("Echo", Map.of("Text", "a b*c~d/\u6570")).text("Text"))
        .isEqualTo("a b*c~d/\u6570");
  }

  @Test
  void aPostWithoutLengthAndWithoutBodyIsAnEmptyBody() throws IOException {
    String query = client.signedQuery("POST", Map.of("Action", "Echo", "Text", "t"));
    String answer =
        raw(
            "POST /?"
                + query
                + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
                + "Content-Type: application/x-www-form-urlencoded\r\n\r\n");
    assertThat(answer).startsWith("HTTP/1.1 200").contains("\"Text\":\"t\"");
  }

  @Test
  void anEmptyChunkedBodyIsAnEmptyBody() throws IOException {
    String query = client.signedQuery("POST", Map.of("Action", "Echo", "Text", "t"));
    String answer =
        raw(
            "POST /?"
                + query
                + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
    assertThat(answer).startsWith("HTTP/1.1 200").contains("\"Text\":\"t\"");
  }

  @Test
  void saysWhichRequestItWasAndNotWhoServesIt() throws IOException {
    String query = client.signedQuery("GET", Map.of("Action", "Echo", "Text", "t"));
    String answer =
        raw("GET /?" + query + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");
    assertThat(answer)
        .containsIgnoringCase("\r\nx-acs-request-id: ")
        .containsIgnoringCase("\r\nContent-Type: application/json;charset=utf-8\r\n")
        .doesNotContainIgnoringCase("\r\nServer:")
        .doesNotContainIgnoringCase("jetty");
  }

  @Test
  void putIsRefusedByTheApi() throws IOException {
    String answer =
        raw(
            "PUT /?Format=JSON HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
    assertThat(answer).startsWith("HTTP/1.1 400").contains("UnsupportedHTTPMethod");
  }

  @Test
  void brokenEscapesAreRefusedByTheApi() throws IOException {
    for (String query : List.of("Format=JSON&A=%FF", "Format=JSON&A=%zz", "Format=JSON&A=%")) {
      String answer = raw("GET /?" + query + " HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
      assertThat(answer).startsWith("HTTP/1.1 400").contains("\"InvalidParameter\"");
    }
  }

  @Test
  void aBodyThatIsTooLongIsRefusedWithAndWithoutItsLength() throws IOException {
    String head = "POST /?Format=JSON HTTP/1.1\r\nHost: h\r\nConnection: close\r\n";
    String body = "A=" + "1".repeat(BODY_BYTES_MAX - 1);
    assertThat(raw(head + "Content-Length: " + body.length() + "\r\n\r\n" + body))
        .startsWith("HTTP/1.1 413")
        .contains("RequestEntityTooLarge");
    String chunk = Integer.toHexString(body.length()) + "\r\n" + body + "\r\n0\r\n\r\n";
    assertThat(raw(head + "Transfer-Encoding: chunked\r\n\r\n" + chunk))
        .startsWith("HTTP/1.1 413")
        .contains("RequestEntityTooLarge");
  }

  @Test
  void headersThatAreTooLongAreRefusedInOneLine() throws IOException {
    String answer =
        raw("GET /?A=" + "1".repeat(300_000) + " HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
    assertThat(answer).startsWith("HTTP/1.1 414").doesNotContainIgnoringCase("jetty");
  }

  @Test
  void whatIsNotHttpCostsOnlyItsOwnConnection() throws IOException, InterruptedException {
    assertThat(raw("\u0000\u0001nonsense\r\n\r\n")).startsWith("HTTP/1.1 400");
    assertThat(client.acs3("Echo", Map.of("Text", "still here")).text("Text"))
        .isEqualTo("still here");
  }

  @Test
  void aBrokenInvariantIsAnInternalErrorOfThatCallOnly() throws IOException, InterruptedException {
    RpcClient.Answer answer = client.acs3("Breaks", Map.of());
    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.text("Code")).isEqualTo("InternalError");
    assertThat(answer.body()).doesNotContain("detail that stays inside");
    assertThat(client.acs3("Echo", Map.of("Text", "still here")).status()).isEqualTo(200);
  }

  @Test
  void closingLetsARunningCallFinish()
      throws IOException, InterruptedException, ExecutionException {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<RpcClient.Answer> answer =
          threads.submit(() -> client.first("GET", Map.of("Action", "Waits"), Map.of()));
      entered.await();
      Future<?> closed = threads.submit(door::close);
      Thread.sleep(200);
      assertThat(answer.isDone()).isFalse();
      release.countDown();
      assertThat(answer.get().status()).isEqualTo(200);
      closed.get();
    }
  }

  @Test
  void aTakenPortIsToldAsSuch() {
    assertThatThrownBy(() ->
            HttpDoor.open(
                InetAddress.getLoopbackAddress(),
                door.port(),
                new Api(null, List.of(), new Random()),
                LIMITS))
        .isInstanceOf(CannotStart.class)
        .hasMessageContaining("cannot listen at 127.0.0.1:" + door.port());
  }

  private String raw(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), door.port())) {
      socket.setSoTimeout(10_000);
      OutputStream out = socket.getOutputStream();
      out.write(request.getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
      InputStream in = socket.getInputStream();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static final class Echo implements Action {
    @Override
    public Fields perform(Invocation invocation) throws ApiFault {
      return new Fields().text("Text", invocation.arguments().required("Text"));
    }
  }

  private static final class Breaks implements Action {
    @Override
    public Fields perform(Invocation invocation) {
      Invariant.hold(false, "0 test", "detail that stays inside");
      return new Fields();
    }
  }

  private record Waits(CountDownLatch entered, CountDownLatch release) implements Action {
    @Override
    public Fields perform(Invocation invocation) {
      entered.countDown();
      try {
        release.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return new Fields();
    }
  }
}
