package dev.stillpoint.server;

import dev.stillpoint.server.priority.Courtesy;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/** Turns the cranks of what expires and of what is due, now and then, on a thread of its own. */
final class Housekeeping {
  private static final System.Logger LOG = System.getLogger(Housekeeping.class.getName());
  private static final int PAUSE_SECONDS = 5;

  private final List<IntSupplier> cranks;
  private final Thread thread;
  private final CountDownLatch stopping = new CountDownLatch(1);

  private Housekeeping(List<IntSupplier> cranks) {
    this.cranks = List.copyOf(cranks);
    this.thread = Thread.ofVirtual().name("housekeeping").unstarted(this::run);
  }

  /**
   * Starts to turn.
   *
   * @param cranks each does a bounded amount of work and answers how much it did
   */
  static Housekeeping start(IntSupplier... cranks) {
    Housekeeping housekeeping = new Housekeeping(List.of(cranks));
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
    Courtesy.stepBack();
    int done = 0;
    for (IntSupplier crank : cranks) {
      done += turn(crank);
    }
    return done;
  }

  /** A crank that sticks does not keep the others from being turned. */
  private static int turn(IntSupplier crank) {
    try {
      return crank.getAsInt();
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "what is to be done in the background failed", e);
      return 0;
    }
  }
}
