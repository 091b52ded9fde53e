package dev.stillpoint.engine.pool;

import dev.stillpoint.engine.checkpoint.Checkpoint;
import dev.stillpoint.engine.checkpoint.CheckpointFiles;
import dev.stillpoint.engine.checkpoint.Superblock;
import dev.stillpoint.engine.io.Storage;
import dev.stillpoint.engine.log.LogPosition;
import dev.stillpoint.engine.log.PoolIdentity;
import dev.stillpoint.engine.log.SegmentFiles;
import dev.stillpoint.engine.space.Geometry;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;

/** How an empty pool comes to be: the superblock last, so that half of one is none. */
final class Founding {
  private Founding() {}

  static void found(Storage storage, PoolOptions options, RandomGenerator ids) throws IOException {
    Superblock superblock =
        new Superblock(ids.nextLong(), ids.nextLong(), options.segmentBytes(), 0, false, false);
    Geometry geometry = options.geometry();
    PoolIdentity pool = new PoolIdentity(superblock.poolHigh(), superblock.poolLow(), 0);
    try (SegmentFiles files = new SegmentFiles(storage, geometry, pool, options.bounds(false))) {
      // The one that the log begins in, and those that must stay free.
      for (int slot = 0; slot <= Core.RESERVE_FOR_DATA; slot++) {
        files.create(slot);
      }
    }
    new CheckpointFiles(storage, pool.high(), pool.low())
        .write(
            new Checkpoint(
                1,
                new LogPosition(0, 1, 0, 0, 1),
                2,
                List.of(new Checkpoint.Slot(0, 1, new long[0])),
                new Checkpoint.Names(Collections.emptySortedMap(), List.of(), List.of(), List.of()),
                new Checkpoint.Versions(List.of(), List.of(), 0, 1),
                Checkpoint.Work.NONE),
            new byte[1]);
    superblock.create(storage);
  }
}
