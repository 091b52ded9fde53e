package dev.stillpoint.client;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Puts requests on the wire, many with one system call.
 *
 * <p>Whoever finds the connection free sends everything that waits; whoever finds it busy leaves
 * its request to the one who is sending. So a thread never waits for another thread's request, and
 * requests that come together travel together.
 */
final class RequestSender {
  private static final int BUFFER_BYTES = 512 * 1024;

  private final SocketChannel channel;
  private final ConcurrentLinkedQueue<PendingRequest> waiting = new ConcurrentLinkedQueue<>();
  private final ReentrantLock sending = new ReentrantLock();
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);

  RequestSender(SocketChannel channel) {
    this.channel = channel;
  }

  void send(PendingRequest request) throws IOException {
    waiting.add(request);
    while (!waiting.isEmpty() && sending.tryLock()) {
      try {
        sendWaiting();
      } finally {
        sending.unlock();
      }
    }
  }

  private void sendWaiting() throws IOException {
    buffer.clear();
    for (PendingRequest next = waiting.poll(); next != null; next = waiting.poll()) {
      ByteBuffer payload = next.outgoing();
      if (buffer.remaining() < PendingRequest.HEADER_BYTES) {
        writeBuffer();
      }
      next.encodeHeader(buffer);
      if (payload.remaining() > buffer.remaining()) {
        writeBuffer();
        writeAll(payload);
      } else {
        buffer.put(payload);
      }
    }
    writeBuffer();
  }

  private void writeBuffer() throws IOException {
    writeAll(buffer.flip());
    buffer.clear();
  }

  private void writeAll(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }
}
