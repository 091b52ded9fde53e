package dev.stillpoint.server;

import dev.stillpoint.control.recovery.Expiry;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Turns the crank of what expires, now and then, on a thread of its own. */
final class Housekeeping {
  private static final System.Logger LOG = System.getLogger(Housekeeping.class.getName());
  private static final int PAUSE_SECONDS = 5;

  private final Expiry expiry;
  private final Thread thread;
  private final CountDownLatch stopping = new CountDownLatch(1);

  private Housekeeping(Expiry expiry) {
    this.expiry = expiry;
    this.thread = Thread.ofVirtual().name("housekeeping").unstarted(this::run);
  }

  static Housekeeping start(Expiry expiry) {
    Housekeeping housekeeping = new Housekeeping(expiry);
    housekeeping.thread.start();
    return housekeeping;
  }

  /** Returns when the step that runs now has ended. */
  void stop() {
    stopping.countDown();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      boolean stop = false;
      while (!stop) {
        stop = stopping.await(step() == 0 ? PAUSE_SECONDS : 0, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private int step() {
    try {
      return expiry.step();
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "what has expired cannot be let go of now", e);
      return 0;
    }
  }
}
