package dev.stillpoint.nbd.session;

import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads on which reads wait for the storage, for all sessions of a server. Each session has a
 * share of them that the others cannot take, so that one whose reads take long (a slow disk, a
 * throttled one) costs the others nothing. Safe for use by several threads at once.
 */
public final class Readers {
  private static final int SHARE_MAX = 16;
  private static final int IDLE_SECONDS = 10;

  /** One for each two processors: the others are for the clients, and for who has something. */
  private static final int FEW = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

  private final int threadsMax;
  private final ThreadPoolExecutor threads;
  private final AtomicInteger sessions = new AtomicInteger();

  /**
   * Makes it without starting a thread.
   *
   * @param threadsMax threads in all, as long as there are not more sessions than that
   */
  public Readers(int threadsMax, ThreadFactory factory) {
    this.threadsMax = threadsMax;
    threads =
        new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            factory);
  }

  /** A session begins. */
  void enter() {
    sessions.incrementAndGet();
  }

  /** A session has ended. */
  void exit() {
    sessions.decrementAndGet();
  }

  /** Whether there are so few sessions that each finds a processor free. */
  boolean fewSessions() {
    return sessions.get() <= FEW;
  }

  /** How many reads each session may have under way now. */
  int share() {
    return Math.clamp(threadsMax / Math.max(1, sessions.get()), 1, SHARE_MAX);
  }

  /** Runs a read of a session that has fewer under way than its share. */
  void execute(Runnable read) {
    threads.execute(read);
  }
}
