package dev.stillpoint.engine.pool;

import dev.stillpoint.block.Invariant;
import dev.stillpoint.engine.format.LogRecord;

/** Points every map that reached moved blocks to where they stand now. */
final class MapMoves implements Cleaner.Moves {
  /** Bounds what one move touches under the lock: blocks times maps of the family. */
  private static final int BLOCKS_TIMES_MAPS = 4096;

  private final Core core;

  MapMoves(Core core) {
    this.core = core;
  }

  @Override
  public int blocksMax(long family) {
    return BLOCKS_TIMES_MAPS / Math.max(1, core.state.roots(family));
  }

  @Override
  public void moved(LogRecord.Move move, long lsn, long location) {
    core.state.apply(move, lsn, location);
    if (core.state.releases().isEmpty()) {
      for (int i = 0; i < move.count(); i++) {
        Invariant.hold(
            !core.segments.isLive(move.oldLocation() + i),
            "8 reclaim",
            "a moved block is still reached at its old place");
      }
    }
  }
}
