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
import dev.stillpoint.server.fault.CannotStart;
import dev.stillpoint.server.testing.RpcClient;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Many who do not mean well, over real sockets, and one beside them who does and must be answered.
 * The times that the server gives them are far longer than the tests wait, so nobody is answered
 * because the others had their time.
 */
@Timeout(120)
class CrowdTest {
  private static final int CONNECTIONS_MAX = 64;
  private static final long BUDGET_BYTES = 4 << 20;
  private static final String SECRET = "s3cret";
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final String POST =
      "POST / HTTP/1.1\r\nHost: h\r\nContent-Type: application/x-www-form-urlencoded\r\n";

  private final List<Socket> crowd = new ArrayList<>();
  private HttpDoor door;
  private RpcClient client;

  @BeforeEach
  void openWithLongTimes() throws CannotStart {
    open(limits(LONG, LONG, BUDGET_BYTES));
  }

  @AfterEach
  void close() throws IOException {
    for (Socket socket : crowd) {
      socket.close();
    }
    door.close();
  }

  @Test
  void headsThatNeverEndHoldUpNobody() throws IOException, InterruptedException {
    for (int i = 0; i < 5 * CONNECTIONS_MAX; i++) {
      send(joins(), "GET / HTTP/1.1\r\nX");
    }
    isAnswered();
  }

  @Test
  void bodiesThatNeverEndHoldUpNobody() throws IOException, InterruptedException {
    for (int i = 0; i < 5 * CONNECTIONS_MAX; i++) {
      send(joins(), POST + "Content-Length: 100000\r\n\r\nA=1");
    }
    isAnswered();
  }

  @Test
  void largeBodiesThatNeverEndMakeRoomForOneThatDoes() throws IOException, InterruptedException {
    for (int i = 0; i < CONNECTIONS_MAX / 2; i++) {
      send(joins(), POST + "Content-Length: 1000000\r\n\r\n" + "A=" + "1".repeat(500_000));
    }
    isAnswered();
    assertThat(door.heldBytes()).isLessThanOrEqualTo(BUDGET_BYTES);
  }

  @Test
  void answersThatNobodyTakesHoldUpNobody() throws IOException, InterruptedException, CannotStart {
    reopen(limits(LONG, LONG, 3 * Tells.BYTES));
    for (int i = 0; i < 12; i++) {
      String query = client.signedQuery("GET", Map.of("Action", "Tells"));
      Socket socket = joins();
      send(socket, "GET /?" + query + " HTTP/1.1\r\nHost: h\r\n\r\n");
      assertThat(socket.getInputStream().read()).isEqualTo('H');
    }
    isAnswered();
    assertThat(door.heldBytes()).isBetween(1L, 3L * Tells.BYTES);
  }

  @Test
  void aHeadHasADeadlineAsAWholeWhateverComesOfIt()
      throws IOException, InterruptedException, CannotStart {
    reopen(limits(Duration.ofSeconds(1), LONG, BUDGET_BYTES));
    assertThat(isClosedWhileSending(joins(), "GET / HTTP/1.1\r\nX")).isTrue();
    isAnswered();
  }

  @Test
  void anAnswerThatIsNotTakenInTimeEndsItsConnection()
      throws IOException, InterruptedException, CannotStart {
    reopen(limits(LONG, Duration.ofSeconds(1), 3 * Tells.BYTES));
    String query = client.signedQuery("GET", Map.of("Action", "Tells"));
    send(joins(), "GET /?" + query + " HTTP/1.1\r\nHost: h\r\n\r\n");
    while (door.heldBytes() == 0) {
      Thread.sleep(10);
    }
    while (door.heldBytes() > 0) {
      Thread.sleep(50);
    }
    long taken = 0;
    try (InputStream in = crowd.getLast().getInputStream()) {
      byte[] some = new byte[1 << 16];
      for (int n = in.read(some); n > 0; n = in.read(some)) {
        taken += n;
      }
    } catch (IOException reset) {
      assertThat(reset).hasMessageContaining("reset");
    }
    assertThat(taken).isLessThan(Tells.BYTES);
  }

  private static HttpLimits limits(Duration headTimeMax, Duration answerGrace, long budgetBytes) {
    return new HttpLimits(
        RpcLimits.DEFAULT.bodyBytesMax(),
        budgetBytes,
        CONNECTIONS_MAX,
        headTimeMax,
        LONG,
        answerGrace,
        1 << 20);
  }

  private void open(HttpLimits limits) throws CannotStart {
    Authentication authentication =
        new Authentication(
            id -> Optional.of(new AccessKey(id, SECRET, "7", true)),
            InstantSource.system(),
            RpcLimits.DEFAULT);
    Product product = new Product("2014-05-26", List.of(new Nothing(), new Tells()));
    Api api = new Api(authentication, List.of(product), new Random());
    door = HttpDoor.open(InetAddress.getLoopbackAddress(), 0, api, limits);
    client = new RpcClient("127.0.0.1:" + door.port(), "key", SECRET);
  }

  private void reopen(HttpLimits limits) throws CannotStart {
    door.close();
    open(limits);
  }

  /** Who means well sends all at once, and is answered although the others are still there. */
  private void isAnswered() throws IOException, InterruptedException {
    assertThat(client.first("POST", Map.of("Action", "Nothing"), Map.of()).status()).isEqualTo(200);
  }

  private Socket joins() throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(4096);
    socket.setSoTimeout(60_000);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), door.port()), 30_000);
    crowd.add(socket);
    return socket;
  }

  /** The server may close at any time; that costs only who sends. */
  private static boolean send(Socket socket, String text) {
    try {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
      return true;
    } catch (IOException closed) {
      return false;
    }
  }

  private static boolean isClosedWhileSending(Socket socket, String begin)
      throws InterruptedException {
    boolean open = send(socket, begin);
    for (int i = 0; open && i < 300; i++) {
      Thread.sleep(100);
      open = send(socket, "x");
    }
    return !open;
  }

  private static final class Nothing implements Action {
    @Override
    public Fields perform(Invocation invocation) {
      return new Fields();
    }
  }

  /** Answers more than the buffers of two sockets hold. */
  private static final class Tells implements Action {
    static final int BYTES = 8 << 20;

    @Override
    public Fields perform(Invocation invocation) {
      return new Fields().text("Text", "1".repeat(BYTES));
    }
  }
}
