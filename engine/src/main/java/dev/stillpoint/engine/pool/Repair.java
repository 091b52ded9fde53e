package dev.stillpoint.engine.pool;

import dev.stillpoint.block.BlockFault;
import dev.stillpoint.block.Invariant;
import dev.stillpoint.engine.checkpoint.PoolFormatException;
import dev.stillpoint.engine.io.Storage;
import dev.stillpoint.engine.seal.Sealing;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Repairs a pool that nobody serves, as far as nothing more is lost by it. First a pass writes
 * copies anew from the intact ones. Where both copies of maps are lost, they are made anew from the
 * log, or stay as they are.
 */
public final class Repair {
  private final Storage storage;
  private final PoolOptions options;
  private final InstantSource clock;
  private final List<String> done = new ArrayList<>();

  private Repair(Storage storage, PoolOptions options, InstantSource clock) {
    this.storage = storage;
    this.options = options;
    this.clock = clock;
  }

  /**
   * Repairs.
   *
   * @return what was done, and what could not be, a sentence each
   */
  public static List<String> run(Storage storage, PoolOptions options, InstantSource clock)
      throws IOException, BlockFault {
    return new Repair(storage, options, clock).run();
  }

  private List<String> run() throws IOException, BlockFault {
    Pool pool = openOrRebuild();
    recount(pool);
    pass(pool);
    if (pool.scrubber().lostPages() > 0) {
      pool.abandon();
      if (rebuilt()) {
        pool = open();
        pool.verify();
        pass(pool);
      } else {
        pool = open();
      }
    }
    pool.close();
    return done;
  }

  private Pool open() throws IOException {
    return Pool.open(storage, options, clock, null, Sealing.NONE);
  }

  private Pool openOrRebuild() throws IOException {
    try {
      return open();
    } catch (PoolFormatException refused) {
      if (!Rebuild.rootsLost(storage)) {
        throw refused;
      }
      try {
        done.add(new Rebuild(storage, options, clock).run());
      } catch (PoolFormatException incomplete) {
        throw new PoolFormatException(
            refused.getMessage() + "; nothing was changed, since " + incomplete.getMessage());
      }
      return open();
    }
  }

  private boolean rebuilt() throws IOException {
    try {
      done.add(new Rebuild(storage, options, clock).run());
      return true;
    } catch (PoolFormatException incomplete) {
      done.add("the lost pages of the maps stay lost, since " + incomplete.getMessage());
      return false;
    }
  }

  /** Before anything else: a checkpoint would free a segment in which nothing seems to live. */
  private void recount(Pool pool) {
    try {
      int added = pool.recount();
      if (added > 0) {
        done.add(added + " blocks counted as dead that something shows, and live again");
      }
    } catch (IOException | Invariant.Broken e) {
      done.add("what lives cannot be recounted: " + e.getMessage());
    }
  }

  private void pass(Pool pool) throws BlockFault {
    pool.scrubber().startAnew();
    while (pool.scrub()) {
      // The next step, at once.
    }
    long mended = pool.scrubbing().scrubStatus().mendedCount();
    if (mended > 0) {
      done.add(mended + " damaged copies were written anew from the other one");
    }
  }
}
