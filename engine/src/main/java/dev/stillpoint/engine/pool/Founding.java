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
  /** Living nodes by page, where there are no pages. */
  static final byte[] NO_PAGES = new byte[1];

  /** Number of the segment that every log begins in. */
  static final long FIRST_SEGMENT = 1;

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
    new CheckpointFiles(storage, pool.high(), pool.low()).write(beginning(0, 1), NO_PAGES);
    superblock.create(storage);
  }

  /**
   * The root of a pool in which nothing happened yet.
   *
   * @param slot where the first segment stands
   */
  static Checkpoint beginning(int slot, long number) {
    return new Checkpoint(
        number,
        new LogPosition(slot, FIRST_SEGMENT, 0, 0, 1),
        FIRST_SEGMENT + 1,
        List.of(new Checkpoint.Slot(slot, FIRST_SEGMENT, new long[0])),
        new Checkpoint.Names(Collections.emptySortedMap(), List.of(), List.of(), List.of()),
        new Checkpoint.Versions(List.of(), List.of(), 0, 1),
        Checkpoint.Work.NONE);
  }
}
