package dev.stillpoint.nbd.session;

import dev.stillpoint.block.BlockDevice;
import dev.stillpoint.block.BlockFault;
import java.io.IOException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Answers requests that wait for stable storage, from a thread of its own, so that what the client
 * sent behind them goes on. What is added while one flush runs shares the next. The thread starts
 * with the first request.
 */
final class DurableReplies implements AutoCloseable {
  private static final int WAITING_MAX = 1024;

  private final BlockDevice device;
  private final Outbox outbox;
  private final ThreadFactory threads;
  private final Runnable onFailure;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private long[] waiting = new long[WAITING_MAX];
  private long[] taken = new long[WAITING_MAX];
  private int waitingCount;
  private boolean busy;
  private boolean closing;
  private boolean ended;
  private Thread thread;

  /**
   * Makes one without starting anything.
   *
   * @param outbox its own
   * @param onFailure ends the connection
   */
  DurableReplies(BlockDevice device, Outbox outbox, ThreadFactory threads, Runnable onFailure) {
    this.device = device;
    this.outbox = outbox;
    this.threads = threads;
    this.onFailure = onFailure;
  }

  /**
   * Answers a request once everything that the device answered by now is durable. Waits while too
   * many wait already.
   */
  void add(long cookie) {
    lock.lock();
    try {
      if (thread == null) {
        thread = threads.newThread(this::run);
        thread.start();
      }
      while (waitingCount == WAITING_MAX && !ended) {
        changed.awaitUninterruptibly();
      }
      if (!ended) {
        waiting[waitingCount++] = cookie;
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Waits until all that was added is answered, or cannot be any more. */
  void awaitIdle() {
    lock.lock();
    try {
      while (!ended && (busy || waitingCount > 0)) {
        changed.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Drops what waits, ends the thread and waits for that. */
  @Override
  public void close() {
    lock.lock();
    try {
      closing = true;
      waitingCount = 0;
      changed.signalAll();
      while (thread != null && !ended) {
        changed.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
    outbox.close();
  }

  private void run() {
    boolean orderly = false;
    try {
      int count = take();
      while (count > 0) {
        answer(count);
        count = take();
      }
      orderly = true;
    } catch (IOException _) {
      // The peer has gone; the receiving thread learns it too.
    } finally {
      lock.lock();
      try {
        ended = true;
        changed.signalAll();
        orderly |= closing;
      } finally {
        lock.unlock();
      }
      if (!orderly) {
        onFailure.run();
      }
    }
  }

  /** Takes all that waits into {@link #taken}; none only when closing. */
  private int take() {
    lock.lock();
    try {
      busy = false;
      changed.signalAll();
      while (waitingCount == 0 && !closing) {
        changed.awaitUninterruptibly();
      }
      long[] filled = waiting;
      waiting = taken;
      taken = filled;
      int count = waitingCount;
      waitingCount = 0;
      busy = count > 0;
      return count;
    } finally {
      lock.unlock();
    }
  }

  private void answer(int count) throws IOException {
    Refusal refusal = Refusal.NONE;
    try {
      device.flush();
    } catch (BlockFault fault) {
      refusal = Refusal.of(fault);
    }
    for (int i = 0; i < count; i++) {
      if (refusal == Refusal.NONE) {
        outbox.done(taken[i]);
      } else {
        outbox.refused(taken[i], refusal);
      }
    }
    outbox.send();
  }
}
