package dev.stillpoint.nbd.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class ListenerTest {
  @TempDir private Path directory;

  private static InetSocketAddress loopback(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  @Test
  void theSocketFileIsForItsOwnerOnly() throws IOException {
    Path path = directory.resolve("s");
    try (Listener listener = Listener.unix(path)) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
          .isEqualTo("rw-------");
      assertThat(listener.address()).isEmpty();
    }
    assertThat(path).doesNotExist();
  }

  @Test
  void aStaleSocketFileIsReplaced() throws IOException {
    Path path = directory.resolve("s");
    try (ServerSocketChannel old = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      old.bind(UnixDomainSocketAddress.of(path));
    }
    assertThat(path).exists();
    try (Listener listener = Listener.unix(path);
        SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
      assertThat(listener.accept()).isPresent();
      assertThat(client.isConnected()).isTrue();
    }
  }

  @Test
  void aSocketOnWhichSomebodyListensStays() throws IOException {
    Path path = directory.resolve("s");
    try (Listener first = Listener.unix(path)) {
      assertThatThrownBy(() -> Listener.unix(path))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("another process listens")
          .hasMessageContaining(path.toString());
      try (SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
        assertThat(client.isConnected()).isTrue();
      }
      assertThat(first.address()).isEmpty();
    }
  }

  @Test
  void aFileThatIsNoSocketStays() throws IOException {
    Path path = Files.writeString(directory.resolve("s"), "precious");
    assertThatThrownBy(() -> Listener.unix(path)).hasMessageContaining("no socket");
    assertThat(path).hasContent("precious");
  }

  @Test
  void aPathThatIsTooLongIsToldAsSuch() {
    Path path = directory.resolve("x".repeat(120));
    assertThatThrownBy(() -> Listener.unix(path))
        .hasMessageContaining("too long")
        .hasMessageContaining("107");
  }

  @Test
  void aDirectoryThatIsMissingIsToldWithThePath() {
    Path path = directory.resolve("none").resolve("s");
    assertThatThrownBy(() -> Listener.unix(path))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(path.toString());
  }

  @Test
  void closingLeavesAFileThatSomebodyElsePutThere() throws IOException {
    Path path = directory.resolve("s");
    try (Listener listener = Listener.unix(path)) {
      Files.delete(path);
      Files.writeString(path, "another's");
      assertThat(listener.address()).isEmpty();
    }
    assertThat(path).hasContent("another's");
  }

  @Test
  void portZeroPicksAFreeOne() throws IOException {
    try (Listener listener = Listener.loopback(loopback(0))) {
      InetSocketAddress address = listener.address().orElseThrow();
      assertThat(address.getPort()).isPositive();
      assertThat(address.getAddress().isLoopbackAddress()).isTrue();
    }
  }

  @Test
  void addressesBeyondLoopbackAreRefusedWithASentence() {
    for (String host : new String[] {"0.0.0.0", "192.0.2.1", "::"}) {
      assertThatThrownBy(
              () -> Listener.loopback(new InetSocketAddress(InetAddress.ofLiteral(host), 0)))
          .hasMessageContaining("loopback addresses only");
    }
    assertThatThrownBy(
            () -> Listener.loopback(InetSocketAddress.createUnresolved("nowhere.invalid", 0)))
        .hasMessageContaining("nowhere.invalid");
  }

  @Test
  void hundredsMayComeBeforeTheFirstIsAccepted() throws IOException {
    Path path = directory.resolve("s");
    List<SocketChannel> clients = new ArrayList<>();
    try (Listener listener = Listener.unix(path)) {
      for (int i = 0; i < 500; i++) {
        SocketChannel client = SocketChannel.open(StandardProtocolFamily.UNIX);
        clients.add(client);
        // It does not wait: with a full queue this is refused.
        client.configureBlocking(false);
        assertThat(client.connect(UnixDomainSocketAddress.of(path))).isTrue();
      }
      assertThat(listener.accept()).isPresent();
    } finally {
      for (SocketChannel client : clients) {
        client.close();
      }
    }
  }

  @Test
  void whoOnlyEndsItsSendingHasNotHungUp() throws IOException {
    Path path = directory.resolve("s");
    try (Listener unix = Listener.unix(path);
        Listener tcp = Listener.loopback(loopback(0));
        Listener six = Listener.loopback(new InetSocketAddress(InetAddress.ofLiteral("::1"), 0))) {
      tellsHalfClosed(unix, SocketChannel.open(UnixDomainSocketAddress.of(path)));
      tellsHalfClosed(tcp, SocketChannel.open(tcp.address().orElseThrow()));
      tellsHalfClosed(six, SocketChannel.open(six.address().orElseThrow()));
    }
  }

  private static void tellsHalfClosed(Listener listener, SocketChannel client) throws IOException {
    try (client;
        StreamSocket socket = listener.accept().orElseThrow()) {
      client.write(ByteBuffer.allocate(1000));
      client.shutdownOutput();
      assertThat(socket.hungUp()).isFalse();
      client.close();
      assertThat(socket.hungUp()).isTrue();
    }
  }

  @Test
  void stopWakesTheAcceptingThread() throws Exception {
    for (Listener listener :
        new Listener[] {Listener.unix(directory.resolve("s")), Listener.loopback(loopback(0))}) {
      Thread stopper =
          Thread.ofPlatform()
              .start(() -> {
                try {
                  Thread.sleep(100);
                  listener.stop();
                } catch (InterruptedException | IOException e) {
                  throw new AssertionError(e);
                }
              });
      assertThat(listener.accept()).isEmpty();
      stopper.join();
      listener.close();
    }
  }

  @Test
  void aPeerThatHungUpIsSeenBehindUnreadData() throws IOException {
    Path path = directory.resolve("s");
    try (Listener unix = Listener.unix(path);
        Listener tcp = Listener.loopback(loopback(0))) {
      seesHangUp(unix, SocketChannel.open(UnixDomainSocketAddress.of(path)));
      seesHangUp(tcp, SocketChannel.open(tcp.address().orElseThrow()));
    }
  }

  private static void seesHangUp(Listener listener, SocketChannel client) throws IOException {
    try (client;
        StreamSocket socket = listener.accept().orElseThrow()) {
      client.write(ByteBuffer.allocate(1000));
      assertThat(socket.hungUp()).isFalse();
      client.close();
      assertThat(socket.hungUp()).isTrue();
      assertThat(socket.unread()).isEqualTo(1000);
    }
  }

  @Test
  void aTcpConnectionEndsWithin30SecondsWhenItsPeerIsNoLongerReachable() throws IOException {
    try (Listener listener = Listener.loopback(loopback(0));
        SocketChannel client = SocketChannel.open(listener.address().orElseThrow());
        StreamSocket socket = listener.accept().orElseThrow()) {
      assertThat(client.isConnected()).isTrue();
      assertThat(socket.option(Linux.IPPROTO_TCP, Linux.TCP_NODELAY)).isNotZero();
      assertThat(socket.option(Linux.SOL_SOCKET, Linux.SO_KEEPALIVE)).isNotZero();
      int idle = socket.option(Linux.IPPROTO_TCP, Linux.TCP_KEEPIDLE);
      int interval = socket.option(Linux.IPPROTO_TCP, Linux.TCP_KEEPINTVL);
      int count = socket.option(Linux.IPPROTO_TCP, Linux.TCP_KEEPCNT);
      assertThat(idle + interval * count).isEqualTo(30);
      assertThat(socket.option(Linux.IPPROTO_TCP, Linux.TCP_USER_TIMEOUT)).isEqualTo(30_000);
    }
  }

  @Test
  void aWakerEndsAWait() throws Exception {
    Path path = directory.resolve("s");
    try (Listener listener = Listener.unix(path);
        SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(path));
        StreamSocket socket = listener.accept().orElseThrow();
        Waker waker = new Waker()) {
      assertThat(socket.awaitReadable(waker, 10)).isFalse();
      Optional<Thread> signaller = Optional.of(Thread.ofPlatform().start(waker::signal));
      assertThat(socket.awaitReadable(waker, -1)).isFalse();
      signaller.get().join();
      client.write(ByteBuffer.allocate(1));
      assertThat(socket.awaitReadable(waker, -1)).isTrue();
    }
  }
}
