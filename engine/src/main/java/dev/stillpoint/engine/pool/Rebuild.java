package dev.stillpoint.engine.pool;

import dev.stillpoint.block.BlockFault;
import dev.stillpoint.block.Invariant;
import dev.stillpoint.engine.checkpoint.Checkpoint;
import dev.stillpoint.engine.checkpoint.CheckpointFiles;
import dev.stillpoint.engine.checkpoint.PoolFormatException;
import dev.stillpoint.engine.checkpoint.Superblock;
import dev.stillpoint.engine.format.BatchHeader;
import dev.stillpoint.engine.io.Storage;
import dev.stillpoint.engine.log.PoolIdentity;
import dev.stillpoint.engine.log.SegmentFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Maps made anew from the log alone, the last resort where their own files are lost. The log tells
 * all of them only while nothing of it is gone: a segment that was freed took records with it, and
 * a map without them would show what had been trimmed, or miss what had been frozen. So the log is
 * read from its first record to its end on a {@link LogAlone}, with every check of a recovery; only
 * if it holds is anything changed, and then the files that are lost are set aside, not deleted.
 */
final class Rebuild {
  private final Storage storage;
  private final PoolOptions options;
  private final InstantSource clock;

  Rebuild(Storage storage, PoolOptions options, InstantSource clock) {
    this.storage = storage;
    this.options = options;
    this.clock = clock;
  }

  /**
   * Makes them.
   *
   * @return what was done
   * @throws PoolFormatException when the log does not tell all of them; then nothing was changed
   */
  String run() throws IOException {
    Superblock superblock = Superblock.read(storage);
    PoolIdentity pool =
        new PoolIdentity(superblock.poolHigh(), superblock.poolLow(), superblock.epoch());
    CheckpointFiles checkpoints = new CheckpointFiles(storage, pool.high(), pool.low());
    Map<Integer, BatchHeader> firsts = firsts(superblock, pool);
    Checkpoint beginning =
        Founding.beginning(slotOfTheBeginning(firsts), checkpoints.newestNumber() + 1);
    long lsn = rehearse(beginning, pool, firsts);
    String aside = setAside();
    checkpoints.write(beginning, Founding.NO_PAGES);
    return "the maps were made anew from the log, from its first record to LSN "
        + lsn
        + "; what was left of the old ones is kept as "
        + aside
        + "*";
  }

  /** What every slot begins with. */
  private Map<Integer, BatchHeader> firsts(Superblock superblock, PoolIdentity pool)
      throws IOException {
    Map<Integer, BatchHeader> firsts = new TreeMap<>();
    try (SegmentFiles files =
        new SegmentFiles(
            storage, Opening.geometry(storage, superblock, options), pool, options.bounds(false))) {
      for (int slot : files.whole()) {
        Optional<BatchHeader> first = files.firstHeader(slot);
        first.ifPresent(header -> firsts.put(slot, header));
      }
    }
    return firsts;
  }

  private static int slotOfTheBeginning(Map<Integer, BatchHeader> firsts)
      throws PoolFormatException {
    long oldest = Long.MAX_VALUE;
    for (Map.Entry<Integer, BatchHeader> entry : firsts.entrySet()) {
      if (entry.getValue().segment() == Founding.FIRST_SEGMENT) {
        return entry.getKey();
      }
      oldest = Math.min(oldest, entry.getValue().firstLsn());
    }
    throw new PoolFormatException(
        "the log goes back to LSN "
            + oldest
            + " only: what was made, frozen or trimmed before that stands nowhere but in the maps");
  }

  /** Reads the whole log; answers how far it goes. */
  private long rehearse(Checkpoint beginning, PoolIdentity pool, Map<Integer, BatchHeader> firsts)
      throws IOException {
    LogAlone log = new LogAlone(storage);
    new CheckpointFiles(log, pool.high(), pool.low()).write(beginning, Founding.NO_PAGES);
    try (Pool whole = Pool.openToInspect(log, options, clock)) {
      whole.verify();
      long end = whole.stats().appendedLsn().value();
      for (BatchHeader first : firsts.values()) {
        if (first.firstLsn() > end + 1) {
          throw new PoolFormatException(
              "records from LSN " + (end + 1) + " to before " + first.firstLsn() + " are gone");
        }
      }
      return end;
    } catch (PoolFormatException incomplete) {
      throw new PoolFormatException(
          "the log does not tell all that the maps held: " + incomplete.getMessage());
    } catch (Invariant.Broken | UncheckedIOException | BlockFault e) {
      throw new PoolFormatException(
          "maps that were made from the log do not hold: " + e.getMessage());
    }
  }

  /** Answers what the new names begin with. */
  private String setAside() throws IOException {
    int number = 1;
    while (anyBeginsWith("aside-" + number + "-")) {
      number++;
    }
    String prefix = "aside-" + number + "-";
    for (String name : storage.names()) {
      if (LogAlone.ofMaps(name)) {
        storage.rename(name, prefix + name);
      }
    }
    return prefix;
  }

  private boolean anyBeginsWith(String prefix) throws IOException {
    return storage.names().stream().anyMatch(name -> name.startsWith(prefix));
  }

  /** Whether the lost files are worth it: no copy of the newest root is intact. */
  static boolean rootsLost(Storage storage) throws IOException {
    Superblock superblock = Superblock.read(storage);
    return !new CheckpointFiles(storage, superblock.poolHigh(), superblock.poolLow()).anyIntact();
  }
}
