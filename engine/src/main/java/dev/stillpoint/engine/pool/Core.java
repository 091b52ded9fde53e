package dev.stillpoint.engine.pool;

import dev.stillpoint.block.BlockFault;
import dev.stillpoint.block.Invariant;
import dev.stillpoint.block.KeyRing;
import dev.stillpoint.engine.clean.CleanPolicy;
import dev.stillpoint.engine.format.Layout;
import dev.stillpoint.engine.io.Storage;
import dev.stillpoint.engine.log.Batch;
import dev.stillpoint.engine.log.Lack;
import dev.stillpoint.engine.log.LogWriter;
import dev.stillpoint.engine.log.SegmentFiles;
import dev.stillpoint.engine.map.Attempt;
import dev.stillpoint.engine.map.NodeMissing;
import dev.stillpoint.engine.node.DamagedNodeException;
import dev.stillpoint.engine.read.BlockCache;
import dev.stillpoint.engine.seal.NonceObserver;
import dev.stillpoint.engine.seal.Nonces;
import dev.stillpoint.engine.seal.Sealing;
import dev.stillpoint.engine.space.Geometry;
import dev.stillpoint.engine.space.Segments;
import dev.stillpoint.engine.state.PoolState;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What all parts of an open pool share, and the two things that all of them do: append when there
 * is room, and make durable.
 */
final class Core {
  /** Slots that writes of data leave for deletions, checkpoints and the cleaner. */
  static final int RESERVE_FOR_DATA = 4;

  /** Slots that records without data leave for the cleaner and for deletions. */
  static final int RESERVE_FOR_RECORDS = 2;

  /** Slots that the cleaner leaves for deletions: it may be in the middle of a segment for long. */
  static final int RESERVE_FOR_CLEANING = 1;

  /** Pages for maps beyond those that are needed at worst: one append may change so many nodes. */
  private static final int PAGES_SPARE = 128;

  /** The same for what brings no data and for moves: where data finds no room, they still do. */
  private static final int PAGES_SPARE_FOR_RECORDS = 32;

  /** So much may wait to be freed before writers help. */
  private static final int BACKLOG_MAX = 10_000;

  /** Deletions leave nothing: one slot takes many of them, and they give back more. */
  static final int RESERVE_FOR_DELETIONS = 0;

  final Storage storage;
  final PoolOptions options;
  final ReentrantLock lock;
  final Geometry geometry;
  final Segments segments;
  final SegmentFiles files;
  final PoolState state;
  final LogWriter log;
  final BlockCache cache;
  final KeyRing keys;
  final Nonces nonces;
  final NonceObserver nonceObserver;
  final AtomicLong corruptReads = new AtomicLong();

  /** Opened to be looked at: the superblock does not know of this life. */
  private final boolean readOnly;

  private volatile Throwable failure;
  private volatile boolean closed;
  private Relief relief;

  /** So much dead log has piled up that writers should help to clean it. */
  private volatile boolean overdue;

  private volatile Runnable bufferFilled = () -> {};
  private final int bufferedBatchesMax;

  /**
   * Steps of relief for one append: as many as empty every segment twice. Small segments that are
   * about as full as the frames of batches allow could be emptied into each other for ever.
   */
  private final long reliefsMax;

  /** Something to ask or change under the lock. It may be broken off and begun anew. */
  @FunctionalInterface
  interface Question<T> {
    T ask() throws BlockFault, NodeMissing;
  }

  /** Something to append, run under the lock when there is room. */
  @FunctionalInterface
  interface Append {
    /** Checks once more and appends; answers the LSN to wait for. */
    long run() throws BlockFault, NodeMissing;
  }

  record Parts(
      Storage storage,
      PoolOptions options,
      ReentrantLock lock,
      Segments segments,
      SegmentFiles files,
      PoolState state,
      LogWriter log,
      Sealing sealing,
      Nonces nonces,
      boolean readOnly) {}

  Core(Parts parts) {
    storage = parts.storage();
    options = parts.options();
    lock = parts.lock();
    segments = parts.segments();
    geometry = segments.geometry();
    files = parts.files();
    state = parts.state();
    log = parts.log();
    keys = parts.sealing().keys();
    nonceObserver = parts.sealing().observer();
    nonces = parts.nonces();
    readOnly = parts.readOnly();
    cache = new BlockCache(options.cacheBytes());
    reliefsMax = 2L * geometry.slots() * (2 + geometry.logBlocks() / Cleaner.STEP_BLOCKS);
    bufferedBatchesMax =
        (int) Math.max(1, Math.min(8L << 20, options.bufferBytes() / 4) / Batch.MEMORY_BYTES);
  }

  void relief(Relief by) {
    relief = by;
  }

  void onBufferFilled(Runnable signal) {
    bufferFilled = signal;
  }

  /** Throws unless the pool is in service. */
  void requireService() throws BlockFault.OutOfService {
    Throwable cause = failure;
    if (cause != null) {
      throw new BlockFault.OutOfService(
          "the pool is out of service until it is opened again: " + cause.getMessage(), cause);
    }
    if (closed) {
      throw new BlockFault.OutOfService("the pool is closed");
    }
  }

  /**
   * Throws unless the pool can be read. A log that cannot be written any more is no reason not to
   * read what is there; something that nobody foresaw is.
   */
  void requireReadable() throws BlockFault.OutOfService {
    if (closed || !(failure == null || failure instanceof IOException)) {
      requireService();
    }
  }

  /** Counts and reports stored bytes that are not what was written. */
  BlockFault.Corrupt corrupt(String message) {
    corruptReads.incrementAndGet();
    System.getLogger("stillpoint.engine").log(System.Logger.Level.ERROR, message);
    return new BlockFault.Corrupt(message);
  }

  boolean inService() {
    return failure == null && !closed;
  }

  void close() {
    closed = true;
  }

  /** Takes the pool out of service for good. */
  BlockFault.OutOfService fail(Throwable cause) {
    if (failure == null) {
      failure = cause;
      System.getLogger("stillpoint.engine")
          .log(System.Logger.Level.ERROR, "the pool goes out of service", cause);
    }
    return new BlockFault.OutOfService(
        "the pool went out of service: " + cause.getMessage(), cause);
  }

  /**
   * Takes the pool out of service for what nobody foresaw. A refusal of the storage and a broken
   * invariant are told as a fault; a programmer's mistake goes on as it is.
   */
  private BlockFault.OutOfService outOfService(Throwable cause) {
    BlockFault.OutOfService fault = fail(cause);
    return switch (cause) {
      case Invariant.Broken _ -> fault;
      case RuntimeException mistake -> throw mistake;
      case Error mistake -> throw mistake;
      default -> fault;
    };
  }

  /**
   * Runs an append under the lock as soon as there is room for it.
   *
   * @param blocks data blocks that it brings
   * @param sealed whether they are
   * @param reserve slots that it leaves unused
   */
  long append(long blocks, boolean sealed, int reserve, Append append) throws BlockFault {
    if (readOnly) {
      throw new BlockFault.ReadOnly("the pool was opened to look at it");
    }
    Attempt attempt = null;
    for (long reliefs = 0; ; ) {
      requireService();
      Lack lack = Lack.NOTHING;
      boolean pages;
      NodeMissing missing = null;
      lock.lock();
      try {
        begin(attempt);
        pages = reserve == RESERVE_FOR_DELETIONS || pagesSuffice(reserve);
        lack = pages ? log.lack(blocks, sealed, reserve) : Lack.NOTHING;
        if (pages && lack == Lack.NOTHING) {
          int before = log.bufferedBatches();
          long lsn = append.run();
          if (log.bufferedBatches() > before) {
            batchOpened();
          }
          return lsn;
        }
      } catch (NodeMissing e) {
        pages = true;
        missing = e;
      } catch (RuntimeException | Error e) {
        // The record may be in the log and only half in the maps.
        throw outOfService(e);
      } finally {
        end(attempt);
        lock.unlock();
      }
      if (missing != null) {
        attempt = loaded(attempt, missing);
      } else if (!pages) {
        makeRoomForMaps(reserve);
      } else {
        reliefs += lack == Lack.SEGMENTS ? 1 : 0;
        makeRoom(lack, reliefs < reliefsMax);
      }
    }
  }

  /**
   * Asks under the lock, as often as nodes of the maps have to be read first; they are read without
   * it.
   */
  <T> T ask(Question<T> question) throws BlockFault {
    Attempt attempt = null;
    while (true) {
      NodeMissing missing;
      lock.lock();
      try {
        begin(attempt);
        return question.ask();
      } catch (NodeMissing e) {
        missing = e;
      } finally {
        end(attempt);
        lock.unlock();
      }
      attempt = loaded(attempt, missing);
    }
  }

  private static void begin(Attempt attempt) {
    if (attempt != null) {
      attempt.begin();
    }
  }

  private static void end(Attempt attempt) {
    if (attempt != null) {
      attempt.end();
    }
  }

  private Attempt loaded(Attempt before, NodeMissing missing) throws BlockFault {
    Attempt attempt = before == null ? new Attempt(state.nodes()) : before;
    try {
      attempt.load(missing);
    } catch (DamagedNodeException e) {
      throw corrupt("a map is damaged: " + e.getMessage());
    } catch (IOException e) {
      throw new BlockFault.Io("cannot read a map: " + e.getMessage(), e);
    }
    return attempt;
  }

  /**
   * Whether what changed in the maps, and a little more, finds room on disk even if each node takes
   * a page. The caller holds the lock.
   *
   * @param reserve slots that the append leaves unused
   */
  boolean pagesSuffice(int reserve) {
    int spare = reserve < RESERVE_FOR_DATA ? PAGES_SPARE_FOR_RECORDS : PAGES_SPARE;
    return state.nodes().store().availablePages() >= state.nodes().dirtyNodes() + spare;
  }

  private void makeRoomForMaps(int reserve) throws BlockFault {
    boolean made;
    try {
      made = relief.relieveMaps(reserve);
    } catch (IOException e) {
      throw new BlockFault.Io("cannot make room for maps: " + e.getMessage(), e);
    } catch (RuntimeException | Error e) {
      throw outOfService(e);
    }
    if (!made) {
      throw new BlockFault.OutOfSpace(
          "the pool has no room for larger maps: "
              + state.nodes().store().usedPages()
              + " pages are in use; delete snapshots or disks, or raise pool.size");
    }
  }

  /** What need not be looked at for each write; the caller holds the lock. */
  private void batchOpened() {
    overdue = state.backlog() > BACKLOG_MAX || CleanPolicy.due(segments, CleanPolicy.Load.OVERDUE);
    if (log.bufferedBatches() >= bufferedBatchesMax) {
      bufferFilled.run();
    }
  }

  /**
   * Lets others make room.
   *
   * @param mayHelp false when so much was moved already that moving more will not help
   */
  private void makeRoom(Lack lack, boolean mayHelp) throws BlockFault {
    switch (lack) {
      case NOTHING -> {}
      case BUFFERS -> writeOut();
      case SEGMENTS -> {
        boolean made = mayHelp ? makeRoomBy(relief::relieve) : makeRoomBy(relief::relieveOfHistory);
        if (!made) {
          throw new BlockFault.OutOfSpace(
              "the pool is full: "
                  + (segments.liveBlocks() << Layout.BLOCK_SHIFT)
                  + " bytes of live data in "
                  + segments.inUse()
                  + " segments of "
                  + geometry.segmentBytes()
                  + "; delete snapshots or disks, or raise pool.size");
        }
      }
    }
  }

  /** A step of relief. */
  private interface Step {
    boolean take() throws BlockFault, IOException;
  }

  private boolean makeRoomBy(Step step) throws BlockFault {
    try {
      return step.take();
    } catch (IOException e) {
      throw new BlockFault.Io("cannot make room in the log: " + e.getMessage(), e);
    } catch (RuntimeException | Error e) {
      throw outOfService(e);
    }
  }

  /** Lets a writer carry its share when dead log piles up faster than it is cleaned. */
  void help() throws BlockFault {
    if (overdue) {
      overdue = false;
      try {
        relief.clean();
      } catch (IOException e) {
        throw new BlockFault.Io("background work failed: " + e.getMessage(), e);
      } catch (RuntimeException | Error e) {
        throw outOfService(e);
      }
    }
  }

  boolean writeOut() throws BlockFault {
    requireService();
    try {
      return log.writeOut(this::cacheWritten);
    } catch (IOException | RuntimeException | Error e) {
      throw outOfService(e);
    }
  }

  /** Makes batches durable that bring no record, too. */
  void settle() throws BlockFault {
    requireService();
    try {
      log.settle(this::cacheWritten);
    } catch (IOException | RuntimeException | Error e) {
      throw outOfService(e);
    }
  }

  void flushTo(long lsn) throws BlockFault {
    requireService();
    try {
      log.flushTo(lsn, this::cacheWritten);
    } catch (IOException | RuntimeException | Error e) {
      throw outOfService(e);
    }
  }

  /**
   * What was just written is likely to be read; its checksum was made from these very bytes. Sealed
   * blocks are cached sealed, and with them the header that holds their seals.
   */
  private void cacheWritten(Batch batch) {
    long first = geometry.location(batch.segment(), batch.block());
    MemorySegment bytes = batch.bytes();
    for (int i = batch.anySealed() ? 0 : 1; i <= batch.payloadBlocks(); i++) {
      if (!batch.anyLost(batch.block() + i, 1)) {
        cache.put(BlockCache.key(first + i), bytes, (long) i << Layout.BLOCK_SHIFT);
      }
    }
  }
}
