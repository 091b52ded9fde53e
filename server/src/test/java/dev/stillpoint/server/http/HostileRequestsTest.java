package dev.stillpoint.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillpoint.api.Api;
import dev.stillpoint.api.action.Action;
import dev.stillpoint.api.action.Invocation;
import dev.stillpoint.api.action.Product;
import dev.stillpoint.api.render.Fields;
import dev.stillpoint.api.rpc.AccessKey;
import dev.stillpoint.api.rpc.Authentication;
import dev.stillpoint.api.rpc.RpcLimits;
import dev.stillpoint.api.throttle.Throttle;
import dev.stillpoint.server.fault.CannotStart;
import dev.stillpoint.server.testing.RpcClient;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What nobody sends who means well, over a real socket: each is refused, soon, in one answer. */
class HostileRequestsTest {
  private static final String SECRET = "s3cret";
  private static final Duration BODY_TIME_MAX = Duration.ofMillis(600);
  private static final String HEAD = "Host: h\r\nConnection: close\r\n";
  private static final String FORM = "Content-Type: application/x-www-form-urlencoded\r\n";

  private HttpDoor door;

  @BeforeEach
  void open() throws CannotStart {
    Authentication authentication =
        new Authentication(
            id -> Optional.of(new AccessKey(id, SECRET, "7", true)),
            InstantSource.system(),
            RpcLimits.DEFAULT);
    Api api =
        new Api(
            authentication,
            List.of(new Product("2014-05-26", List.of(new Nothing()))),
            new Random(),
            new Throttle(_ -> 1, InstantSource.system()));
    door =
        HttpDoor.open(
            InetAddress.getLoopbackAddress(),
            0,
            api,
            new HttpLimits(
                RpcLimits.DEFAULT.bodyBytesMax(),
                32 << 20,
                8,
                Duration.ofSeconds(10),
                BODY_TIME_MAX,
                Duration.ofSeconds(10),
                1024));
  }

  @AfterEach
  void close() {
    door.close();
  }

  @Test
  void aParameterOfAMegabyteIsRefused() throws IOException {
    String body = "Format=JSON&A=" + "1".repeat((1 << 20) - 100);
    assertThat(post(FORM, body))
        .startsWith("HTTP/1.1 400")
        .contains("InvalidParameter", "longer than 65536 characters");
  }

  @Test
  void tenThousandDisksAreRefused() throws IOException {
    StringBuilder body = new StringBuilder("Action=CreateSnapshotGroup");
    for (int i = 1; i <= 10_000; i++) {
      body.append("&DiskId.").append(i).append("=d-").append(i);
    }
    assertThat(post(FORM, body.toString()))
        .startsWith("HTTP/1.1 400")
        .contains("InvalidParameter", "more than 1000 parameters");
  }

  @Test
  void whatIsNotUtf8OrSentTwiceIsRefused() throws IOException {
    for (String body : List.of("A=%C3%28", "A=%ED%A0%80", "A=\u00e9", "A=1&A=2", "%FF=1")) {
      assertThat(post(FORM, body)).startsWith("HTTP/1.1 400").contains("InvalidParameter");
    }
    String both = raw("POST /?A=1 HTTP/1.1\r\n" + HEAD + FORM + "Content-Length: 3\r\n\r\nA=2");
    assertThat(both).startsWith("HTTP/1.1 400").contains("sent more than once");
  }

  @Test
  void aBodyThatIsNoFormIsRefused() throws IOException {
    for (String type : List.of("application/json", "multipart/form-data", "text/xml", "x")) {
      assertThat(post("Content-Type: " + type + "\r\n", "{\"A\":1}"))
          .as(type)
          .startsWith("HTTP/1.1 400")
          .contains("InvalidParameter", "must be a form");
    }
  }

  @Test
  void hugeHeadersAreRefusedWithTheirRequestsId() throws IOException {
    String answer = raw("GET / HTTP/1.1\r\n" + HEAD + "X-A: " + "1".repeat(300_000) + "\r\n\r\n");
    assertThat(answer)
        .startsWith("HTTP/1.1 431")
        .containsIgnoringCase("x-acs-request-id: ")
        .doesNotContainIgnoringCase("jetty");
  }

  @Test
  void aBodyThatComesTooSlowlyIsGivenUp() throws IOException, InterruptedException {
    long begun = System.nanoTime();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), door.port())) {
      socket.setSoTimeout(10_000);
      OutputStream out = socket.getOutputStream();
      out.write(
          ("POST /?Format=JSON HTTP/1.1\r\n" + HEAD + FORM + "Content-Length: 1000\r\n\r\n")
              .getBytes(StandardCharsets.US_ASCII));
      for (int i = 0; i < 10; i++) {
        out.write('1');
        out.flush();
        Thread.sleep(100);
      }
      assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .startsWith("HTTP/1.1 408")
          .contains("\"RequestTimeout\"");
    } catch (IOException closedMeanwhile) {
      // The server may close while this side still writes; it was given up all the same.
      assertThat(closedMeanwhile).hasMessageMatching("(?s).*(reset|pipe|closed).*");
    }
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(9));
  }

  @Test
  void aBodyOfWhichNothingComesIsGivenUpByTheSameTime() throws IOException {
    for (String begin : List.of("", "12345")) {
      long begun = System.nanoTime();
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), door.port())) {
        socket.setSoTimeout(10_000);
        socket
            .getOutputStream()
            .write(
                ("POST /?Format=JSON HTTP/1.1\r\nHost: h\r\n"
                        + FORM
                        + "Content-Length: 1000\r\n\r\n"
                        + begin)
                    .getBytes(StandardCharsets.US_ASCII));
        assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
            .startsWith("HTTP/1.1 408")
            .contains("\"RequestTimeout\"");
      }
      assertThat(Duration.ofNanos(System.nanoTime() - begun))
          .isBetween(BODY_TIME_MAX, Duration.ofSeconds(9));
    }
  }

  @Test
  void noStackTraceLeavesWhateverIsSent() throws IOException {
    for (String query :
        List.of(
            "Format=JSON&Action[]=x",
            "Format=JSON&Action=%00",
            "Format=YAML",
            "=&=&=",
            "Format=JSON&Tag.1.Key.1.Key.1.Key=1&Tag.99999999999.Key=1",
            "Format=JSON&Timestamp=0000-00-00T00:00:00Z&Signature=1&AccessKeyId=1&SignatureNonce=1"
                + "&SignatureMethod=HMAC-SHA1&SignatureVersion=1.0")) {
      String answer = raw("GET /?" + query + " HTTP/1.1\r\n" + HEAD + "\r\n");
      assertThat(answer)
          .as(query)
          .startsWith("HTTP/1.1 4")
          .containsIgnoringCase("x-acs-request-id: ")
          .doesNotContain("Exception", "dev.stillpoint", "\tat ");
    }
  }

  @Test
  void whoCallsTooOftenIsToldHowLongToWait() throws IOException, InterruptedException {
    RpcClient client = new RpcClient("127.0.0.1:" + door.port(), "key", SECRET);
    assertThat(client.acs3("Nothing", Map.of()).status()).isEqualTo(200);
    String query = client.signedQuery("GET", Map.of("Action", "Nothing"));
    String answer = raw("GET /?" + query + " HTTP/1.1\r\n" + HEAD + "\r\n");
    assertThat(answer)
        .startsWith("HTTP/1.1 400")
        .contains("Throttling.User")
        .containsPattern("(?i)x-acs-retry-after: \\d{4,5}\r\n")
        .containsPattern("(?i)X-RateLimit-User-API: Remain:0,TimeLeft:\\d{4,5}\r\n");
  }

  private String post(String type, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return raw(
        "POST / HTTP/1.1\r\n"
            + HEAD
            + type
            + "Content-Length: "
            + bytes.length
            + "\r\n\r\n"
            + body);
  }

  private String raw(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), door.port())) {
      socket.setSoTimeout(10_000);
      OutputStream out = socket.getOutputStream();
      out.write(request.getBytes(StandardCharsets.UTF_8));
      out.flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static final class Nothing implements Action {
    @Override
    public Fields perform(Invocation invocation) {
      return new Fields();
    }
  }
}
