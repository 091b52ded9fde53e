package dev.stillpoint.simulator;

import dev.stillpoint.block.DataKeyId;
import dev.stillpoint.engine.seal.NonceObserver;
import java.util.HashSet;
import java.util.Set;

/**
 * Remembers every nonce that was ever taken for a key in a world, through all its crashes and
 * restarts, and fails when one comes back. Safe for use by several threads.
 */
final class NonceMemory implements NonceObserver {
  private record Taken(DataKeyId key, int epoch, long counter) {}

  private final Set<Taken> taken = new HashSet<>();
  private final Tally tally;

  NonceMemory(Tally tally) {
    this.tally = tally;
  }

  @Override
  public synchronized void taken(DataKeyId key, int epoch, long counter) {
    SimulationFailure.unless(
        taken.add(new Taken(key, epoch, counter)),
        () ->
            "invariant 10 sealed: nonce "
                + counter
                + " of epoch "
                + epoch
                + " was taken twice for "
                + key);
    tally.sealed++;
  }
}
