package dev.stillpoint.engine.pool;

import dev.stillpoint.block.BlockFault;
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
final class Repair {
  private final Storage storage;
  private final PoolOptions options;
  private final InstantSource clock;
  private final List<String> done = new ArrayList<>();

  Repair(Storage storage, PoolOptions options, InstantSource clock) {
    this.storage = storage;
    this.options = options;
    this.clock = clock;
  }

  List<String> run() throws IOException, BlockFault {
    Pool pool = openOrRebuild();
    pass(pool);
    if (pool.lostMapPages() > 0) {
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

  private void pass(Pool pool) throws BlockFault {
    long mended = pool.scrubWhole().mendedCount();
    if (mended > 0) {
      done.add(mended + " damaged copies were written anew from the other one");
    }
  }
}
