package dev.stillpoint.simulator;

import dev.stillpoint.block.BlockFault;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;

/** A thread for each world: what the engine keeps for each thread goes with the world. */
final class OwnThread {
  private OwnThread() {}

  /** All that happens in a world. */
  @FunctionalInterface
  interface Life<T> {
    T live() throws BlockFault, IOException;
  }

  /**
   * Answers what a world answers.
   *
   * @throws SimulationFailure when it threw anything
   */
  static <T> T run(String world, Life<T> life) {
    AtomicReference<T> answer = new AtomicReference<>();
    AtomicReference<Throwable> failure = new AtomicReference<>();
    Thread thread =
        Thread.ofPlatform()
            .start(() -> {
              try {
                answer.set(life.live());
              } catch (BlockFault | IOException | RuntimeException | Error problem) {
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
