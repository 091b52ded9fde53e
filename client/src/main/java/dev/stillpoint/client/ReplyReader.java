package dev.stillpoint.client;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.ConcurrentMap;

/** Takes simple replies off the wire, as many as one read brought, and ends the request of each. */
final class ReplyReader {
  private static final int BUFFER_BYTES = 128 * 1024;
  private static final int REPLY_BYTES = 16;
  private static final int MAGIC = 0x67446698;

  private final SocketChannel channel;
  private final ConcurrentMap<Long, PendingRequest> pending;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES).limit(0);

  ReplyReader(SocketChannel channel, ConcurrentMap<Long, PendingRequest> pending) {
    this.channel = channel;
    this.pending = pending;
  }

  /** Reads until the server hangs up or breaks the protocol; always ends by throwing. */
  void readAll() throws IOException {
    while (true) {
      need(REPLY_BYTES);
      int magic = buffer.getInt();
      NbdStatus status = NbdStatus.of(buffer.getInt());
      PendingRequest request = pending.remove(buffer.getLong());
      if (magic != MAGIC || request == null) {
        throw new NbdFault(
            NbdStatus.DISCONNECTED, "the server sent a reply that answers no request");
      }
      if (status == NbdStatus.OK && request.command() == PendingRequest.READ) {
        try {
          fill(request.payload().duplicate());
        } catch (IOException e) {
          request.end(NbdStatus.DISCONNECTED);
          throw e;
        }
      }
      request.end(status);
    }
  }

  private void need(int bytes) throws IOException {
    if (buffer.remaining() >= bytes) {
      return;
    }
    buffer.compact();
    while (buffer.position() < bytes) {
      readSome(buffer);
    }
    buffer.flip();
  }

  private void fill(ByteBuffer payload) throws IOException {
    int buffered = Math.min(buffer.remaining(), payload.remaining());
    int limit = buffer.limit();
    payload.put(buffer.limit(buffer.position() + buffered));
    buffer.limit(limit);
    while (payload.hasRemaining()) {
      readSome(payload);
    }
  }

  private void readSome(ByteBuffer into) throws IOException {
    if (channel.read(into) < 0) {
      throw new EOFException("the NBD server hung up");
    }
  }
}
