package dev.stillpoint.nbd.session;

import dev.stillpoint.block.BlockDevice;
import dev.stillpoint.block.BlockFault;
import dev.stillpoint.nbd.socket.StreamSocket;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Lets reads that wait for the storage wait beside each other and not before everything else. A
 * thread that reads never waits for the client.
 *
 * <p>Everything but the reading itself belongs to the connection's thread.
 */
final class ColdReads implements AutoCloseable {
  /** The largest read that is handed over; a larger one is worth its wait. */
  static final int BYTES_MAX = Reads.OWN_BYTES;

  /**
   * Reads that are worth handing over though nothing is waited for: as many as there are processors
   * to do them, of which the client has one too.
   */
  private static final int HELPERS = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

  private final BlockDevice device;
  private final StreamSocket socket;
  private final SharedSender sender;
  private final Readers readers;
  private final Supplier<Outbox> outboxes;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<Outbox> free = new ArrayDeque<>();
  private int underWay;

  /**
   * Makes one without starting anything.
   *
   * @param outboxes makes one that holds the reply to the largest read
   */
  ColdReads(
      BlockDevice device,
      StreamSocket socket,
      SharedSender sender,
      Readers readers,
      Supplier<Outbox> outboxes) {
    this.device = device;
    this.socket = socket;
    this.sender = sender;
    this.readers = readers;
    this.outboxes = outboxes;
  }

  /** Reads and answers beside the caller; waits while too many replies are under way. */
  void read(long cookie, long offset, long length) {
    Outbox outbox = take();
    boolean begun = false;
    try {
      readers.execute(() -> run(outbox, cookie, offset, length));
      begun = true;
    } finally {
      if (!begun) {
        giveBack(outbox);
      }
    }
  }

  /** Whether a read that waits for nothing is done sooner beside the caller. */
  boolean helps() {
    lock.lock();
    try {
      return underWay < HELPERS;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until all that was handed over is answered, or cannot be any more. */
  void awaitIdle() {
    lock.lock();
    try {
      while (underWay > 0) {
        changed.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Gives back the memory that no reply needs now. */
  void shrink() {
    lock.lock();
    try {
      free.forEach(Outbox::close);
      free.clear();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    awaitIdle();
    shrink();
  }

  private Outbox take() {
    lock.lock();
    try {
      while (underWay >= readers.share()) {
        changed.awaitUninterruptibly();
      }
      underWay++;
      return free.isEmpty() ? outboxes.get() : free.pop();
    } finally {
      lock.unlock();
    }
  }

  private void run(Outbox outbox, long cookie, long offset, long length) {
    boolean posted = false;
    try {
      answer(outbox, cookie, offset, length);
      SharedSender.Posted reply = outbox.posted(() -> giveBack(outbox));
      posted = true;
      sender.post(reply);
    } catch (IOException _) {
      // There is no memory for the reply, and so no way to say it: the client learns it below.
    } finally {
      if (!posted) {
        socket.shutdown();
        giveBack(outbox);
      }
    }
  }

  private void answer(Outbox outbox, long cookie, long offset, long length) throws IOException {
    try {
      outbox.roomForRead(length);
      device.read(offset, outbox.readSlot(length));
      outbox.readDone(cookie, offset, length);
    } catch (BlockFault fault) {
      outbox.refused(cookie, Refusal.of(fault));
    }
  }

  private void giveBack(Outbox outbox) {
    lock.lock();
    try {
      underWay--;
      free.push(outbox);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
