package dev.stillpoint.client;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One connection to one export of an NBD server, over a unix socket or TCP.
 *
 * <p>Any thread may submit; any number of requests may be in flight; each is answered exactly once,
 * by the server or, when the connection breaks, as {@link NbdStatus#DISCONNECTED}. Requests that
 * are in flight together may be done in any order. A buffer given to a request belongs to the
 * connection until the answer. The methods without an {@link NbdAnswer} wait for theirs, at most 30
 * seconds.
 */
public final class NbdClient implements AutoCloseable {
  private static final long ANSWER_SECONDS_MAX = 30;
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final SocketChannel channel;
  private final NbdExport export;
  private final ConcurrentMap<Long, PendingRequest> pending = new ConcurrentHashMap<>();
  private final RequestSender sender;
  private final Thread reader;
  private final AtomicLong cookies = new AtomicLong();
  private final AtomicBoolean ended = new AtomicBoolean();

  private NbdClient(SocketChannel channel, NbdExport export) {
    this.channel = channel;
    this.export = export;
    this.sender = new RequestSender(channel);
    this.reader = Thread.ofPlatform().daemon().name("nbd-replies").unstarted(this::readReplies);
  }

  /**
   * Connects and opens an export.
   *
   * @param server a {@link UnixDomainSocketAddress} or an internet address
   * @throws NbdFault the server refused the export
   * @throws IOException no connection, or a peer that does not speak the protocol
   */
  public static NbdClient connect(SocketAddress server, String exportName) throws IOException {
    NbdWire wire = NbdWire.open(server, exportName);
    NbdClient client = new NbdClient(wire.channel(), wire.export());
    client.reader.start();
    return client;
  }

  /** What the server said about the export. */
  public NbdExport export() {
    return export;
  }

  /**
   * Submits a read that fills the buffer's remaining bytes from the disk's offset; the buffer's
   * position stays.
   */
  public void read(long offset, ByteBuffer into, NbdAnswer answer) {
    submit(PendingRequest.READ, 0, offset, into.remaining(), into, answer);
  }

  /**
   * Submits a write of the buffer's remaining bytes to the disk's offset; the buffer's position
   * stays.
   */
  public void write(long offset, ByteBuffer bytes, Persistence persistence, NbdAnswer answer) {
    int flags = flags(persistence);
    submit(PendingRequest.WRITE, flags, offset, bytes.remaining(), bytes, answer);
  }

  /**
   * Submits a flush: when it is answered, everything answered before the server received it is
   * durable.
   */
  public void flush(NbdAnswer answer) {
    submit(PendingRequest.FLUSH, 0, 0, 0, NOTHING, answer);
  }

  /** Submits a trim: the range need not be kept, and may read as zeros afterwards. */
  public void trim(long offset, int lengthBytes, NbdAnswer answer) {
    submit(PendingRequest.TRIM, 0, offset, lengthBytes, NOTHING, answer);
  }

  /** Submits a write of zeros, which may leave a hole. */
  public void writeZeroes(long offset, int lengthBytes, Persistence persistence, NbdAnswer answer) {
    int flags = flags(persistence);
    submit(PendingRequest.WRITE_ZEROES, flags, offset, lengthBytes, NOTHING, answer);
  }

  /** Reads and waits. */
  public byte[] read(long offset, int lengthBytes) throws IOException, InterruptedException {
    byte[] bytes = new byte[lengthBytes];
    await("read", offset, answer -> read(offset, ByteBuffer.wrap(bytes), answer));
    return bytes;
  }

  /** Writes and waits. */
  public void write(long offset, byte[] bytes, Persistence persistence)
      throws IOException, InterruptedException {
    await("write", offset, answer -> write(offset, ByteBuffer.wrap(bytes), persistence, answer));
  }

  /** Flushes and waits. */
  public void flush() throws IOException, InterruptedException {
    await("flush", 0, this::flush);
  }

  /** Says DISC, hangs up and waits until every request has ended. Idempotent. */
  @Override
  public void close() {
    if (!ended.get()) {
      try {
        PendingRequest disconnect = request(PendingRequest.DISCONNECT, 0, 0, 0, NOTHING, _ -> {});
        sender.send(disconnect);
      } catch (IOException e) {
        // The server hung up first: there is nobody left to say goodbye to.
      }
    }
    end();
    joinReader();
  }

  private static int flags(Persistence persistence) {
    return switch (persistence) {
      case VOLATILE -> 0;
      case DURABLE -> PendingRequest.FLAG_FUA;
    };
  }

  private void submit(
      int command, int flags, long offset, int length, ByteBuffer payload, NbdAnswer answer) {
    if (offset < 0 || length < 0 || payload.remaining() > export.payloadBytesMax()) {
      throw new IllegalArgumentException("offset " + offset + ", length " + length + " bytes");
    }
    PendingRequest request = request(command, flags, offset, length, payload, answer);
    pending.put(request.cookie(), request);
    if (ended.get()) {
      abandon(request);
      return;
    }
    try {
      sender.send(request);
    } catch (IOException e) {
      end();
    }
  }

  private PendingRequest request(
      int command, int flags, long offset, int length, ByteBuffer payload, NbdAnswer answer) {
    return new PendingRequest(
        cookies.incrementAndGet(),
        command,
        flags,
        offset,
        length,
        payload,
        answer,
        new AtomicBoolean());
  }

  private void readReplies() {
    try {
      new ReplyReader(channel, pending).readAll();
    } catch (IOException e) {
      end();
    } finally {
      end();
    }
  }

  /**
   * Hangs up and ends what is in flight. Whoever submits after this sees the connection ended and
   * ends its own request.
   */
  private void end() {
    ended.set(true);
    try {
      channel.close();
    } catch (IOException e) {
      // The socket is given back either way, and nothing more is expected of it.
    }
    pending.values().forEach(this::abandon);
  }

  private void abandon(PendingRequest request) {
    pending.remove(request.cookie());
    request.end(NbdStatus.DISCONNECTED);
  }

  private void joinReader() {
    if (Thread.currentThread().threadId() == reader.threadId()) {
      return;
    }
    boolean interrupted = false;
    while (reader.isAlive()) {
      try {
        reader.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static void await(String what, long offset, Submission submission)
      throws IOException, InterruptedException {
    CompletableFuture<NbdStatus> ended = new CompletableFuture<>();
    submission.submit(ended::complete);
    try {
      NbdStatus status = ended.get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS);
      if (status != NbdStatus.OK) {
        throw new NbdFault(status, what + " at byte " + offset + " ended as " + status);
      }
    } catch (TimeoutException e) {
      throw new IOException(what + " at byte " + offset + " had no answer in 30 s", e);
    } catch (ExecutionException e) {
      throw new AssertionError("an answer never completes exceptionally", e);
    }
  }

  @FunctionalInterface
  private interface Submission {
    void submit(NbdAnswer answer);
  }
}
