package dev.stillpoint.nbd.session;

import dev.stillpoint.nbd.socket.StreamSocket;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.locks.ReentrantLock;

/** Sends whole replies of several threads, one after another. */
final class SharedSender {
  private final StreamSocket socket;
  private final ReentrantLock lock = new ReentrantLock();

  SharedSender(StreamSocket socket) {
    this.socket = socket;
  }

  /** Sends the first {@code length} bytes: whole replies. */
  void send(MemorySegment replies, long length) throws IOException {
    lock.lock();
    try {
      socket.send(replies, 0, length);
    } finally {
      lock.unlock();
    }
  }
}
