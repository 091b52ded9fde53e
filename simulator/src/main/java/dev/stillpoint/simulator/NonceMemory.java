package dev.stillpoint.simulator;

import dev.stillpoint.block.DataKeyId;
import dev.stillpoint.engine.format.Seals;
import dev.stillpoint.engine.seal.NonceObserver;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;

/**
 * Remembers every nonce that a block was ever sealed under in a world, with its key and through all
 * crashes and restarts, and fails when one comes back. Safe for use by several threads.
 */
final class NonceMemory implements NonceObserver {
  private record Used(DataKeyId key, String nonce) {}

  private final Set<Used> used = new HashSet<>();
  private final Tally tally;

  NonceMemory(Tally tally) {
    this.tally = tally;
  }

  @Override
  public synchronized void sealed(DataKeyId key, byte[] seals, int at) {
    Used now = new Used(key, HexFormat.of().formatHex(seals, at, at + Seals.NONCE_BYTES));
    SimulationFailure.unless(used.add(now), () -> "invariant 10 sealed: twice " + now);
    tally.sealed++;
  }
}
