package dev.stillpoint.engine.log;

import dev.stillpoint.block.Invariant;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Whose turn it is to make the log durable. Of all who wait one leads: it writes and syncs for
 * everybody who appended before. When it is done, all whom it covered are woken at once, and one of
 * those that came too late leads next. The lead is handed over and never up for grabs: the thread
 * that just had it would take it again before those whom it made durable are awake, and sync for
 * hardly anybody else.
 */
final class GroupCommit {
  /** Makes everything durable that was appended before the call. */
  @FunctionalInterface
  interface Commit {
    /** Answers the LSN of the last record that is durable now. */
    long run() throws IOException;
  }

  private enum Outcome {
    COVERED,
    LEADS,
    FAILED
  }

  /** One who waits. */
  private static final class Waiter {
    private final Thread thread = Thread.currentThread();
    private final long lsn;
    private volatile Outcome outcome;

    Waiter(long lsn) {
      this.lsn = lsn;
    }

    Outcome await(Waiting how) {
      boolean interrupted = false;
      while (outcome == null) {
        how.park(this);
        interrupted |= Thread.interrupted();
      }
      if (interrupted) {
        thread.interrupt();
      }
      return outcome;
    }

    void wake(Outcome found) {
      outcome = found;
      LockSupport.unpark(thread);
    }
  }

  private final Waiting how;
  private final ReentrantLock lock;
  private final ArrayDeque<Waiter> waiting = new ArrayDeque<>();

  /** Whether somebody leads, or was chosen to. */
  private boolean led;

  private volatile long durableLsn;

  /** Why writing failed once: nothing behind it may ever count as durable. */
  private volatile Throwable broken;

  GroupCommit(long durableLsn, Waiting how) {
    this.how = how;
    this.lock = how.lock();
    this.durableLsn = durableLsn;
  }

  long durableLsn() {
    return durableLsn;
  }

  /** Returns when every record up to {@code lsn} is durable; may have to lead for that. */
  void await(long lsn, Commit commit) throws IOException {
    if (durableLsn >= lsn) {
      return;
    }
    Waiter waiter = new Waiter(lsn);
    enter(waiter);
    switch (waiter.await(how)) {
      case COVERED -> {}
      case LEADS -> lead(commit);
      case FAILED -> requireUnbroken();
    }
  }

  private void enter(Waiter waiter) {
    lock.lock();
    try {
      if (durableLsn >= waiter.lsn) {
        waiter.outcome = Outcome.COVERED;
      } else if (broken != null) {
        waiter.outcome = Outcome.FAILED;
      } else if (led) {
        waiting.add(waiter);
      } else {
        led = true;
        waiter.outcome = Outcome.LEADS;
      }
    } finally {
      lock.unlock();
    }
  }

  private void lead(Commit commit) throws IOException {
    try {
      requireUnbroken();
      long lsn = commit.run();
      Invariant.hold(lsn >= durableLsn, "2 durability", "the durable point moved back");
      durableLsn = lsn;
    } catch (IOException | RuntimeException | Error e) {
      fail(e);
      throw e;
    } finally {
      handOver();
    }
  }

  private void handOver() {
    List<Waiter> done = new ArrayList<>();
    Waiter next;
    lock.lock();
    try {
      for (Waiter waiter : waiting) {
        if (waiter.lsn <= durableLsn || broken != null) {
          done.add(waiter);
        }
      }
      waiting.removeAll(done);
      next = waiting.poll();
      led = next != null;
    } finally {
      lock.unlock();
    }
    for (Waiter waiter : done) {
      waiter.wake(waiter.lsn <= durableLsn ? Outcome.COVERED : Outcome.FAILED);
    }
    if (next != null) {
      next.wake(Outcome.LEADS);
    }
  }

  /**
   * A failed write or sync leaves a hole, and a later sync that succeeds says nothing about it: so
   * the first failure is the last thing that the writer does.
   */
  void fail(Throwable cause) {
    lock.lock();
    try {
      if (broken == null) {
        broken = cause;
      }
    } finally {
      lock.unlock();
    }
  }

  void requireUnbroken() throws IOException {
    Throwable cause = broken;
    if (cause != null) {
      throw new IOException("the log could not be written before: " + cause.getMessage(), cause);
    }
  }
}
