package dev.stillpoint.simulator;

import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;

/** A thread for each world: what the engine keeps for each thread goes with the world. */
final class OwnThread {
  private OwnThread() {}

  /**
   * Answers what a world answers.
   *
   * @throws SimulationFailure when it threw anything
   */
  static <T> T run(String world, Callable<T> life) {
    AtomicReference<T> answer = new AtomicReference<>();
    AtomicReference<Throwable> failure = new AtomicReference<>();
    Thread thread =
        Thread.ofPlatform()
            .start(() -> {
              try {
                answer.set(life.call());
                // A world may break in any way, and all of them are findings.
              } catch (Throwable problem) {
                failure.set(problem);
              }
            });
    try {
      thread.join();
    } catch (InterruptedException interrupted) {
      failure.set(interrupted);
    }
    if (failure.get() != null) {
      throw new SimulationFailure(world + ": " + failure.get(), failure.get());
    }
    return answer.get();
  }
}
