package dev.stillpoint.nbd.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillpoint.nbd.socket.Listener;
import dev.stillpoint.nbd.socket.StreamSocket;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class SharedSenderTest {
  private static final int REPLY = 100_000;

  /** More than a socket takes from a peer that reads nothing. */
  private static final int REPLIES = 100;

  @TempDir private Path directory;
  private final Arena arena = Arena.ofAuto();
  private final AtomicInteger done = new AtomicInteger();
  private Listener listener;
  private SocketChannel client;
  private StreamSocket socket;

  @BeforeEach
  void connect() throws IOException {
    Path path = directory.resolve("s");
    listener = Listener.unix(path);
    client = SocketChannel.open(UnixDomainSocketAddress.of(path));
    socket = listener.accept().orElseThrow();
  }

  @AfterEach
  void disconnect() throws IOException {
    client.close();
    socket.close();
    listener.close();
  }

  private SharedSender.Posted reply(int mark) {
    MemorySegment memory = arena.allocate(REPLY);
    memory.fill((byte) mark);
    return new SharedSender.Posted(memory, REPLY, done::incrementAndGet);
  }

  @Test
  void whatTheClientDoesNotTakeHoldsUpNobodyAndArrivesWhole() throws Exception {
    try (SharedSender sender = new SharedSender(socket, Thread.ofPlatform().daemon().factory())) {
      for (int i = 0; i < REPLIES; i++) {
        sender.post(reply(i));
      }
      assertThat(done.get()).isLessThan(REPLIES);
      for (int i = 0; i < REPLIES; i++) {
        ByteBuffer in = ByteBuffer.allocate(REPLY);
        while (in.hasRemaining()) {
          assertThat(client.read(in)).isPositive();
        }
        assertThat(in.array()).containsOnly(i);
      }
      while (done.get() < REPLIES) {
        Thread.onSpinWait();
      }
    }
    assertThat(done).hasValue(REPLIES);
  }

  @Test
  void aConnectionThatEndsLeavesNoReplyBehind() throws Exception {
    try (SharedSender sender = new SharedSender(socket, Thread.ofPlatform().daemon().factory())) {
      for (int i = 0; i < REPLIES; i++) {
        sender.post(reply(i));
      }
      socket.shutdown();
      while (done.get() < REPLIES) {
        Thread.onSpinWait();
      }
      sender.post(reply(0));
    }
    assertThat(done).hasValue(REPLIES + 1);
  }

  @Test
  void withoutAThreadForItTheConnectionEnds() throws Exception {
    ThreadFactory none =
        _ -> {
          throw new OutOfMemoryError("unable to create native thread");
        };
    int posted = 0;
    try (SharedSender sender = new SharedSender(socket, none)) {
      boolean ended = false;
      while (!ended) {
        posted++;
        ended = fails(sender, posted);
      }
      assertThat(socket.hungUp()).isTrue();
    }
    assertThat(done).hasValue(posted);
  }

  private boolean fails(SharedSender sender, int mark) {
    try {
      sender.post(reply(mark));
      return false;
    } catch (OutOfMemoryError e) {
      return true;
    }
  }
}
