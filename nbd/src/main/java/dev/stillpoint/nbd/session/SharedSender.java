package dev.stillpoint.nbd.session;

import dev.stillpoint.nbd.socket.StreamSocket;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Sends whole replies of several threads, one after another. The connection's own threads wait in
 * {@link #send} for a client that takes nothing. A thread that other connections need as well
 * leaves its reply with {@link #post}: whoever sends takes it along, and what the socket does not
 * take at once goes to a thread of this connection's own, which starts when it is first needed.
 */
final class SharedSender implements AutoCloseable {
  private final StreamSocket socket;
  private final ThreadFactory threads;

  /** Held by whoever sends, also while that waits for the client. */
  private final ReentrantLock sending = new ReentrantLock();

  /** Guards what follows; nobody sends while holding it. */
  private final ReentrantLock lock = new ReentrantLock();

  private final Condition changed = lock.newCondition();
  private final Deque<Posted> posted = new ArrayDeque<>();
  private Optional<Thread> thread = Optional.empty();
  private boolean stuck;
  private boolean broken;
  private boolean closing;

  /**
   * Makes one without starting anything.
   *
   * @param threads makes the thread that waits for the client
   */
  SharedSender(StreamSocket socket, ThreadFactory threads) {
    this.socket = socket;
    this.threads = threads;
  }

  /** A reply that somebody left here. */
  static final class Posted {
    private final MemorySegment memory;
    private final long lengthBytes;
    private final Runnable done;
    private long sentBytes;

    /**
     * Replies in the first bytes of some memory.
     *
     * @param done called once nobody needs the memory any more, also when nothing can be sent
     */
    Posted(MemorySegment memory, long lengthBytes, Runnable done) {
      this.memory = memory;
      this.lengthBytes = lengthBytes;
      this.done = done;
    }
  }

  /** Sends the first {@code length} bytes, whole replies; waits while the client takes none. */
  void send(MemorySegment replies, long length) throws IOException {
    sending.lock();
    try {
      sendPosted();
      socket.send(replies, 0, length);
    } catch (IOException e) {
      giveUp();
      throw e;
    } finally {
      sending.unlock();
    }
    sweep();
  }

  /** Takes whole replies over; never waits for the client. */
  void post(Posted replies) {
    boolean taken;
    lock.lock();
    try {
      taken = !broken && posted.add(replies);
    } finally {
      lock.unlock();
    }
    if (taken) {
      sweep();
    } else {
      replies.done.run();
    }
  }

  /** Ends its thread, when nothing is posted any more, and waits for that. */
  @Override
  public void close() {
    lock.lock();
    try {
      closing = true;
      changed.signalAll();
      while (thread.isPresent()) {
        changed.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Sends what lies here as far as the socket takes it. Who finds another sending leaves: the other
   * one comes by here too when it is done.
   */
  private void sweep() {
    while (first().isPresent() && sending.tryLock()) {
      boolean all = false;
      try {
        all = sendPostedUntilFull();
      } catch (IOException _) {
        giveUp();
        all = true;
      } finally {
        sending.unlock();
      }
      if (!all) {
        leaveToThread();
        return;
      }
    }
  }

  private boolean sendPostedUntilFull() throws IOException {
    Optional<Posted> next = first();
    while (next.isPresent()) {
      Posted head = next.get();
      long left = head.lengthBytes - head.sentBytes;
      head.sentBytes += socket.sendSome(head.memory, head.sentBytes, left);
      if (head.sentBytes < head.lengthBytes) {
        return false;
      }
      finish(head);
      next = first();
    }
    return true;
  }

  private void sendPosted() throws IOException {
    Optional<Posted> next = first();
    while (next.isPresent()) {
      Posted head = next.get();
      socket.send(head.memory, head.sentBytes, head.lengthBytes - head.sentBytes);
      finish(head);
      next = first();
    }
  }

  private Optional<Posted> first() {
    lock.lock();
    try {
      return Optional.ofNullable(posted.peekFirst());
    } finally {
      lock.unlock();
    }
  }

  private void finish(Posted head) {
    lock.lock();
    try {
      posted.removeFirst();
    } finally {
      lock.unlock();
    }
    head.done.run();
  }

  /** The connection has failed: nothing is sent any more. */
  private void giveUp() {
    List<Posted> dropped;
    lock.lock();
    try {
      broken = true;
      dropped = new ArrayList<>(posted);
      posted.clear();
    } finally {
      lock.unlock();
    }
    dropped.forEach(reply -> reply.done.run());
    socket.shutdown();
  }

  private void leaveToThread() {
    boolean left = false;
    lock.lock();
    try {
      if (thread.isEmpty()) {
        Thread fresh = threads.newThread(this::waitForClient);
        fresh.start();
        thread = Optional.of(fresh);
      }
      stuck = true;
      changed.signalAll();
      left = true;
    } finally {
      lock.unlock();
      if (!left) {
        endWithoutThread();
      }
    }
  }

  /** The system has no thread for this connection: it ends, and nobody is left waiting. */
  private void endWithoutThread() {
    socket.shutdown();
    sending.lock();
    try {
      giveUp();
    } finally {
      sending.unlock();
    }
  }

  private void waitForClient() {
    try {
      while (awaitStuck()) {
        sending.lock();
        try {
          sendPosted();
        } catch (IOException _) {
          giveUp();
        } finally {
          sending.unlock();
        }
        sweep();
      }
    } finally {
      lock.lock();
      try {
        thread = Optional.empty();
        changed.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }

  /** Waits until there is something to do; false when there never will be. */
  private boolean awaitStuck() {
    lock.lock();
    try {
      while (!stuck && !closing) {
        changed.awaitUninterruptibly();
      }
      boolean more = stuck;
      stuck = false;
      return more;
    } finally {
      lock.unlock();
    }
  }
}
