package dev.stillpoint.server;

import dev.stillpoint.control.recovery.Expiry;
import java.time.Duration;

/** Turns the crank of what expires, now and then, on a thread of its own. */
final class Housekeeping {
  private static final System.Logger LOG = System.getLogger(Housekeeping.class.getName());
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final Expiry expiry;
  private final Thread thread;

  private Housekeeping(Expiry expiry) {
    this.expiry = expiry;
    this.thread = Thread.ofVirtual().name("housekeeping").unstarted(this::run);
  }

  static Housekeeping start(Expiry expiry) {
    Housekeeping housekeeping = new Housekeeping(expiry);
    housekeeping.thread.start();
    return housekeeping;
  }

  /** Ends after the step that runs now. */
  void stop() {
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        if (step() == 0) {
          Thread.sleep(PAUSE);
        }
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
