package dev.stillpoint.engine.pool;

import dev.stillpoint.engine.checkpoint.CheckpointFiles;
import dev.stillpoint.engine.checkpoint.Superblock;
import dev.stillpoint.engine.io.Storage;
import dev.stillpoint.engine.log.LeftBatches;
import dev.stillpoint.engine.log.LogObserver;
import dev.stillpoint.engine.log.LogParts;
import dev.stillpoint.engine.log.LogWriter;
import dev.stillpoint.engine.log.PoolIdentity;
import dev.stillpoint.engine.log.SegmentFiles;
import dev.stillpoint.engine.log.WriteBuffer;
import dev.stillpoint.engine.map.Nodes;
import dev.stillpoint.engine.node.NodeStore;
import dev.stillpoint.engine.recovery.Recovery;
import dev.stillpoint.engine.recovery.ReplayCase;
import dev.stillpoint.engine.recovery.Settlement;
import dev.stillpoint.engine.seal.Nonces;
import dev.stillpoint.engine.seal.Sealing;
import dev.stillpoint.engine.space.Geometry;
import dev.stillpoint.engine.space.Segments;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** How the parts of an open pool are found on a storage and put together. */
final class Opening {
  private Opening() {}

  static Pool of(
      Storage storage,
      PoolOptions options,
      InstantSource clock,
      LogObserver observer,
      Sealing sealing,
      Seams seams,
      boolean readOnly)
      throws IOException {
    Life life = Life.begin(storage, readOnly);
    Superblock superblock = life.superblock();
    PoolIdentity pool =
        new PoolIdentity(superblock.poolHigh(), superblock.poolLow(), superblock.epoch());
    Geometry geometry = geometry(storage, superblock, options);
    Segments segments = new Segments(geometry);
    SegmentFiles files = new SegmentFiles(storage, geometry, pool, options.bounds(!readOnly));
    NodeStore store = options.nodeStore(storage, superblock);
    CheckpointFiles checkpoints = new CheckpointFiles(storage, pool.high(), pool.low());
    CheckpointFiles.Found newest = checkpoints.read();
    if (readOnly) {
      store.onlyRead();
    } else {
      settle(storage, checkpoints, newest);
    }
    Nodes nodes = new Nodes(store, options.mapCacheBytes(), seams.fanout());
    LeftBatches left = readOnly ? LeftBatches.NONE : LeftBatches.in(storage.lastingMemory(), pool);
    Recovery.Result found =
        Recovery.run(newest, files, segments, pool, nodes, left, seams.payloadCheck());
    if (!readOnly) {
      Settlement.settle(files, segments, found);
    }
    life.found(left.found() && !left.anyBeyond(found.end()), readOnly);
    if (readOnly) {
      found.replayed().forEach(files::hold);
    }
    ReentrantLock lock = seams.waiting().lock();
    LogWriter log =
        new LogWriter(
            new LogParts(
                lock,
                seams.waiting(),
                files,
                segments,
                pool,
                clock,
                observer,
                seams.flushOrder(),
                readOnly
                    ? WriteBuffer.passing()
                    : WriteBuffer.make(storage, pool, options.bufferBytes())),
            found.end(),
            found.table(),
            found.nextSegment());
    life.serves(options.writeCache(), readOnly);
    Nonces nonces =
        new Nonces(seams.nonceEpoch().applyAsLong(pool.epoch()), sealing.chance().nextLong());
    Core core =
        new Core(
            new Core.Parts(
                storage,
                options,
                lock,
                segments,
                files,
                found.state(),
                log,
                sealing,
                nonces,
                readOnly));
    Checkpointer checkpointer = new Checkpointer(core, checkpoints, found);
    if (!readOnly && found.cases().contains(ReplayCase.I_DAMAGED_PAYLOAD)) {
      tellWhatWasFound(core);
    }
    History history = new History(core, clock, seams.waiting().lock());
    Maintenance maintenance =
        new Maintenance(core, seams.waiting().lock(), checkpointer, history, life, clock);
    return new Pool(core, maintenance, history, life, clock, found.cases(), readOnly);
  }

  /**
   * Makes sure that no power cut brings back another checkpoint than this life begins with: not one
   * that failed and was deleted, whose pages it does not know and writes over, and not an older
   * one, where this one stands with the system only.
   */
  private static void settle(
      Storage storage, CheckpointFiles checkpoints, CheckpointFiles.Found newest)
      throws IOException {
    storage.syncNames();
    checkpoints.settle(newest);
  }

  /** Says on disk how far the log was found, where only a buffer that is gone had said so. */
  private static void tellWhatWasFound(Core core) throws IOException {
    core.lock.lock();
    try {
      core.log.tell();
    } finally {
      core.lock.unlock();
    }
    core.log.settle(_ -> {});
  }

  /** A pool that was made smaller than its files keeps them all. */
  static Geometry geometry(Storage storage, Superblock superblock, PoolOptions options)
      throws IOException {
    Geometry wanted = Geometry.of(superblock.segmentBytes(), options.poolBytes());
    int highest =
        storage.names().stream()
            .map(SegmentFiles::slotOf)
            .flatMap(Optional::stream)
            .max(Integer::compare)
            .orElse(0);
    return new Geometry(wanted.shift(), Math.max(wanted.slots(), highest + 1));
  }
}
