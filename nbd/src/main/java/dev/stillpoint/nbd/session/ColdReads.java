package dev.stillpoint.nbd.session;

import dev.stillpoint.block.BlockDevice;
import dev.stillpoint.block.BlockFault;
import dev.stillpoint.nbd.socket.StreamSocket;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Lets reads that wait for the storage wait beside each other and not before everything else. A
 * device does not say beforehand whether a read will wait, so this goes by what was seen: when
 * reads of a deep queue took longer on average than a hand-over costs, further ones are handed
 * over, until they turn out to be quick again.
 *
 * <p>Everything but the reading itself belongs to the connection's thread.
 */
final class ColdReads implements AutoCloseable {
  /** The largest read that is handed over; a larger one is worth its wait. */
  static final int BYTES_MAX = 128 << 10;

  /** What a hand-over costs, roughly: on average slower than this, requests are cold. */
  private static final long COLD_NANOS = 15_000;

  /** What a byte may cost a warm read: copy and checksum. */
  private static final double WARM_NANOS_PER_BYTE = 0.5;

  /** Over how many reads, roughly, the average goes. */
  private static final int AVERAGED = 16;

  private static final int UNDER_WAY_MAX = 8;
  private static final int WARM_STREAK = 64;

  private final BlockDevice device;
  private final StreamSocket socket;
  private final Executor readers;
  private final LongSupplier nanoTicker;
  private final Supplier<Outbox> outboxes;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<Outbox> free = new ArrayDeque<>();
  private int underWay;
  private long averageNanos;
  private int warmStreak;
  private volatile boolean cold;

  /**
   * Makes one without starting anything.
   *
   * @param readers runs a read beside the caller, or at once if too many run already
   * @param outboxes makes one that holds the reply to the largest read
   */
  ColdReads(
      BlockDevice device,
      StreamSocket socket,
      Executor readers,
      LongSupplier nanoTicker,
      Supplier<Outbox> outboxes) {
    this.device = device;
    this.socket = socket;
    this.readers = readers;
    this.nanoTicker = nanoTicker;
    this.outboxes = outboxes;
  }

  /** Reads on the spot, and notices how long that took on average lately. */
  void readAndNotice(long offset, MemorySegment destination) throws BlockFault {
    long begin = nanoTicker.getAsLong();
    device.read(offset, destination);
    long excess =
        nanoTicker.getAsLong() - begin - (long) (WARM_NANOS_PER_BYTE * destination.byteSize());
    averageNanos += (excess - averageNanos) / AVERAGED;
    if (averageNanos > COLD_NANOS) {
      averageNanos = 0;
      lock.lock();
      try {
        warmStreak = 0;
        cold = true;
      } finally {
        lock.unlock();
      }
    }
  }

  /** Whether reads seem to wait for the storage at present. */
  boolean areCold() {
    return cold;
  }

  /** Reads and answers beside the caller; waits while too many reads are under way. */
  void read(long cookie, long offset, long length) {
    Outbox outbox = take();
    readers.execute(() -> run(outbox, cookie, offset, length));
  }

  /** Waits until all that was handed over is answered. */
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

  @Override
  public void close() {
    awaitIdle();
    free.forEach(Outbox::close);
  }

  private Outbox take() {
    lock.lock();
    try {
      while (underWay == UNDER_WAY_MAX) {
        changed.awaitUninterruptibly();
      }
      underWay++;
      if (free.isEmpty()) {
        return outboxes.get();
      }
      return free.pop();
    } finally {
      lock.unlock();
    }
  }

  private void run(Outbox outbox, long cookie, long offset, long length) {
    long begin = nanoTicker.getAsLong();
    boolean orderly = false;
    try {
      answer(outbox, cookie, offset, length);
      orderly = true;
    } catch (IOException _) {
      // The peer has gone; the connection's thread is told below.
    } finally {
      if (!orderly) {
        socket.shutdown();
      }
      giveBack(outbox, nanoTicker.getAsLong() - begin);
    }
  }

  private void answer(Outbox outbox, long cookie, long offset, long length) throws IOException {
    try {
      if (outbox.roomForRead(length)) {
        device.read(offset, outbox.readSlot(length));
        outbox.readDone(cookie, offset, length);
      } else {
        outbox.refused(cookie, Refusal.NO_MEMORY);
      }
    } catch (BlockFault fault) {
      outbox.refused(cookie, Refusal.of(fault));
    }
    outbox.send();
  }

  private void giveBack(Outbox outbox, long nanos) {
    lock.lock();
    try {
      underWay--;
      free.push(outbox);
      warmStreak = nanos < COLD_NANOS ? warmStreak + 1 : 0;
      if (warmStreak >= WARM_STREAK) {
        cold = false;
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
