package dev.stillpoint.engine.log;

import dev.stillpoint.block.Invariant;
import dev.stillpoint.engine.format.BatchHeader;
import dev.stillpoint.engine.format.Crc;
import dev.stillpoint.engine.format.Layout;
import dev.stillpoint.engine.format.LogRecord;
import dev.stillpoint.engine.format.RecordCodec;
import dev.stillpoint.engine.space.BlockTable;
import dev.stillpoint.engine.space.Geometry;
import dev.stillpoint.engine.space.Segments;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;

/**
 * The growing end of the log.
 *
 * <p>Two locks, always taken in this order: {@code writing} (who brings batches to their segments)
 * and {@code lock} (the append lock, who adds to the order). An append touches memory only. Whoever
 * needs durability waits for it in {@link GroupCommit}, or leads and does the work itself, for
 * everybody who appended before. Batches may be written while a sync is under way, for the next
 * one.
 */
public final class LogWriter {
  /** What waits to be written, in the order of the log. */
  public sealed interface Item {}

  /** A sealed batch. */
  public record Sealed(Batch batch, int crc) implements Item {}

  /** The footer of a segment that is full. */
  public record Footer(int slot, BlockTable table) implements Item {}

  private static final int FRAME = BatchHeader.FRAME_BLOCKS;

  /**
   * Beside so few free slots the cleaner takes none, and deletions take the last: who leaves more
   * to them leaves them the rest of the active segment, too.
   */
  private static final int LAST_SLOTS = 1;

  /** Free slots beside which a batch without records takes room in the active one. */
  private static final int SLOTS_SPARED = 2;

  private final ReentrantLock lock;

  /** Who writes the segments; fair, so that who leads a commit is not passed by who needs room. */
  private final ReentrantLock writing;

  private final SegmentFiles files;
  private final Segments segments;
  private final Geometry geometry;
  private final PoolIdentity pool;
  private final InstantSource clock;
  private final LogObserver observer;
  private final UnaryOperator<List<Item>> flushOrder;
  private final Crc crc = new Crc();
  private final ArrayDeque<Item> sealed = new ArrayDeque<>();
  private final Unwritten unwritten;

  private final UnsyncedSlots unsynced;

  private final GroupCommit commits;

  private final int recordBlocksMax;
  private final int sealedWriteBlocksMax;
  private final int sealedMoveBlocksMax;
  private final WriteBuffer buffer;

  private Batch current;
  private BlockTable table;
  private int slot;
  private long segment;
  private long nextSegment;
  private int nextBlock;
  private int chain;
  private long nextLsn;
  private long writtenBlocks;
  private long clientBlocks;
  private long writeCount;

  /** What the newest sealed batch says. */
  private Told told = Told.NOTHING;

  /** Number of the newest durable checkpoint. */
  private long checkpoint;

  private volatile long syncedWriteCount;

  /**
   * Goes on at {@code start}, whose segment is active and holds what {@code table} says.
   *
   * @param nextSegment a sequence number that no segment ever had
   */
  public LogWriter(LogParts parts, LogPosition start, BlockTable table, long nextSegment) {
    lock = parts.lock();
    writing = parts.waiting().fairLock();
    files = parts.files();
    unsynced = new UnsyncedSlots(files);
    segments = parts.segments();
    geometry = segments.geometry();
    unwritten = new Unwritten(geometry);
    pool = parts.pool();
    clock = parts.clock();
    observer = parts.observer();
    flushOrder = parts.flushOrder();
    slot = start.slot();
    segment = start.segment();
    nextBlock = start.block();
    chain = start.chain();
    nextLsn = start.nextLsn();
    commits = new GroupCommit(nextLsn - 1, parts.waiting());
    this.table = table;
    this.nextSegment = nextSegment;
    parts.buffer().written(nextLsn - 1);
    recordBlocksMax = Math.min(BatchHeader.PAYLOAD_BLOCKS_MAX, geometry.logBlocks() - FRAME);
    int bytes = BatchHeader.RECORDS_BYTES_MAX;
    sealedWriteBlocksMax = Math.min(recordBlocksMax, RecordCodec.writeBlocksMax(bytes, true));
    sealedMoveBlocksMax = Math.min(recordBlocksMax, RecordCodec.moveBlocksMax(bytes, true));
    buffer = parts.buffer();
    files.hold(slot, table);
  }

  /** The most blocks that one append may bring, whatever waits in memory. */
  public long appendBlocksMax(boolean sealed) {
    return (buffer.size() - 2L) * writeBlocksMax(sealed);
  }

  /**
   * Whether {@code blocks} of data in one go, and a few records, can be appended now.
   *
   * @param sealed whether the blocks are, so that fewer of them go into one record
   * @param reserve slots that must stay free: as files, since the file system may be full by the
   *     time they are needed
   */
  public Lack lack(long blocks, boolean sealed, int reserve) {
    int most = writeBlocksMax(sealed);
    long records = Math.max(1, (blocks + most - 1) / most);
    int left = geometry.logBlocks() - activeBlocks();
    if (reserve > LAST_SLOTS && segments.count(Segments.State.FREE) <= LAST_SLOTS) {
      return Lack.SEGMENTS;
    }
    if (blocks + (records + 1) * FRAME > left) {
      long needed = SegmentsNeeded.of(blocks, most, FRAME, geometry.logBlocks());
      if (segments.count(Segments.State.FREE) < needed + reserve) {
        return Lack.SEGMENTS;
      }
    }
    return buffer.available() < records + 1 ? Lack.BUFFERS : Lack.NOTHING;
  }

  /**
   * Blocks that the next move can bring without leaving the active segment; a whole record's when
   * none fits any more. The caller holds the lock.
   */
  public int roomInSegment(boolean sealed) {
    int inBatch =
        current == null
            ? 0
            : Math.min(current.room(), RecordCodec.moveBlocksMax(current.recordRoom(), sealed));
    int left = inBatch > 0 ? inBatch : geometry.logBlocks() - activeBlocks() - FRAME;
    int most = moveBlocksMax(sealed);
    return left > 0 ? Math.min(left, most) : most;
  }

  /** The most blocks that one write brings. */
  public int writeBlocksMax(boolean sealed) {
    return sealed ? sealedWriteBlocksMax : recordBlocksMax;
  }

  /** The most blocks that one move brings. */
  public int moveBlocksMax(boolean sealed) {
    return sealed ? sealedMoveBlocksMax : recordBlocksMax;
  }

  /**
   * Appends a record without payload. The caller holds the lock and asked {@link #lack}.
   *
   * @return its LSN
   */
  public long append(LogRecord record) {
    int bytes = RecordCodec.bytes(record);
    Batch batch = batchFor(bytes, 0);
    batch.added(RecordCodec.put(batch.memory(), batch.recordEnd(), record), 0, false);
    return ordered(record);
  }

  /**
   * Sees to it that the records which come next stand in one batch, so that a crash leaves all of
   * them or none. The caller holds the lock and asked {@link #lack}.
   *
   * @param bytes of all of them, at most what a header takes
   * @param blocks that they bring
   */
  public void keepTogether(int bytes, int blocks) {
    batchFor(bytes, blocks);
  }

  /**
   * Appends data of up to {@link #writeBlocksMax} blocks. The caller holds the lock and asked
   * {@link #lack}.
   *
   * @param family family of the volume, for the cleaner
   * @param payload holds the blocks from its {@code first} on
   * @return location of the first block
   */
  public long appendWrite(
      long volume, long family, long block, int count, Payload payload, int first) {
    boolean sealed = payload.sealed();
    Batch batch = batchFor(RecordCodec.writeBytes(count, sealed), count);
    int end =
        RecordCodec.putWrite(
            batch.memory(),
            batch.recordEnd(),
            volume,
            block,
            count,
            payload.checks(),
            payload.seals(),
            first);
    long location = copyIn(batch, family, block, count, payload, first);
    batch.added(end, count, sealed);
    clientBlocks += count;
    writeCount++;
    ordered(observer == null ? null : new LogRecord.Write(volume, block, count, sealed));
    return location;
  }

  /** Appends what the cleaner moved; as {@link #appendWrite}. */
  public long appendMove(LogRecord.Move move, Payload payload) {
    Batch batch = batchFor(RecordCodec.bytes(move), move.count());
    int end =
        RecordCodec.putMove(
            batch.memory(), batch.recordEnd(), move, payload.checks(), payload.seals());
    long location = copyIn(batch, move.family(), move.block(), move.count(), payload, 0);
    table.setIdentities(geometry.block(location), move.count(), move.identity());
    batch.added(end, move.count(), move.sealed());
    if (move.lost()) {
      batch.lost(move.count());
    }
    ordered(move);
    return location;
  }

  private long copyIn(
      Batch batch, long family, long block, int count, Payload payload, int firstOfPayload) {
    MemorySegment.copy(
        payload.bytes(),
        (long) firstOfPayload << Layout.BLOCK_SHIFT,
        batch.memory(),
        batch.nextPayloadOffset(),
        (long) count << Layout.BLOCK_SHIFT);
    int first = batch.nextPayloadBlock();
    for (int i = 0; i < count; i++) {
      int header = payload.sealed() ? first + i - batch.block() : 0;
      table.set(first + i, family, block + i, payload.checks()[firstOfPayload + i], header);
    }
    return geometry.location(segment, first);
  }

  private long ordered(LogRecord record) {
    long lsn = nextLsn++;
    if (observer != null) {
      observer.appended(lsn, record);
    }
    return lsn;
  }

  private Batch batchFor(int recordBytes, int blocks) {
    if (current != null && current.fits(recordBytes, blocks)) {
      return current;
    }
    sealCurrent();
    if (nextBlock + FRAME + blocks > geometry.logBlocks()) {
      nextSegment();
    }
    Batch batch = buffer.take();
    int capacity =
        Math.min(BatchHeader.PAYLOAD_BLOCKS_MAX, geometry.logBlocks() - nextBlock - FRAME);
    batch.begin(pool, position(), capacity, clock.millis());
    current = batch;
    unwritten.add(batch);
    return batch;
  }

  private void sealCurrent() {
    if (current != null) {
      told = new Told(commits.durableLsn(), checkpoint);
      chain = current.seal(pool, chain, told, crc);
      nextBlock += current.blocks();
      sealed.add(new Sealed(current, chain));
      current = null;
    }
  }

  private void nextSegment() {
    sealed.add(new Footer(slot, table));
    segments.close(slot);
    slot = segments.any(Segments.State.FREE);
    Invariant.hold(slot >= 0, "9 full", "appended without room");
    segment = nextSegment++;
    segments.activate(slot, segment);
    segments.began(slot, nextLsn);
    table = new BlockTable(geometry, segment);
    files.hold(slot, table);
    nextBlock = 0;
  }

  private LogPosition position() {
    return new LogPosition(slot, segment, nextBlock, chain, nextLsn);
  }

  /** A sequence number that no segment ever had. The caller holds the lock. */
  public long nextSegmentNumber() {
    return nextSegment;
  }

  /** Seals the open batch and tells where the log goes on. The caller holds the lock. */
  public LogPosition sealedPosition() {
    sealCurrent();
    return position();
  }

  /** A checkpoint is durable: every batch from now on says so. The caller holds the lock. */
  public void checkpointed(long number) {
    checkpoint = number;
  }

  /**
   * Makes sure that some batch of this life says which checkpoint is durable, before what only an
   * older one reaches is written over: who finds but an older one must know. The caller holds the
   * lock.
   */
  public void tell() {
    if (current == null && told.checkpoint() < checkpoint && fitsFrame()) {
      batchFor(0, 0);
    }
  }

  /** Whether a batch without records finds room; in a full pool it leaves that to deletions. */
  private boolean fitsFrame() {
    return buffer.available() > 0
        && activeBlocks() + FRAME <= geometry.logBlocks()
        && segments.count(Segments.State.FREE) > SLOTS_SPARED;
  }

  /**
   * No higher than any location that is given from now on, and higher than any before: what comes
   * next may still join the open batch, before its trailer. The caller holds the lock.
   */
  public long nextLocation() {
    return geometry.location(segment, current == null ? nextBlock : current.nextPayloadBlock());
  }

  /** Block table of the active segment as far as it is filled. The caller holds the lock. */
  public BlockTable activeTable() {
    return table;
  }

  /**
   * The batch that holds what stands at a location, if it is still in memory; the caller holds the
   * lock and uses it under it.
   *
   * @return null when it was written
   */
  public Batch buffered(long location, int blocks) {
    return unwritten.holding(location, blocks);
  }

  /** How much of a segment, from its begin on, is in its file. The caller holds the lock. */
  public int writtenBlocks(long of) {
    return unwritten.firstBlock(of, of == segment ? nextBlock : geometry.logBlocks());
  }

  /** Receives batches that were written, before their memory is used again. */
  @FunctionalInterface
  public interface Written {
    void batch(Batch batch);
  }

  /**
   * Writes everything that was appended before this call to its segments, without a sync. Where
   * that is nothing, and no batch in the log tells yet how far it is durable, writes one that does:
   * who finds damage in the last batch that was synced must be able to tell it from one that never
   * was. Where nothing came after that either, makes it durable: at most one sync for a pause.
   *
   * @return true if there was anything to write
   */
  public boolean writeOut(Written written) throws IOException {
    try {
      List<Integer> toldIn = List.of();
      boolean any;
      writing.lock();
      try {
        commits.requireUnbroken();
        if (tellWhatIsDurable()) {
          toldIn = unsynced.take();
        }
        any = writeOutLocked(written) > 0;
      } finally {
        writing.unlock();
      }
      unsynced.sync(toldIn);
      return any;
    } catch (IOException | RuntimeException | Error e) {
      failed(e);
      throw e;
    }
  }

  /** Writes out everything that was appended and syncs it, batches without records too. */
  public void settle(Written written) throws IOException {
    try {
      List<Integer> dirty;
      writing.lock();
      try {
        commits.requireUnbroken();
        writeOutLocked(written);
        dirty = unsynced.all();
      } finally {
        writing.unlock();
      }
      unsynced.sync(dirty);
    } catch (IOException | RuntimeException | Error e) {
      failed(e);
      throw e;
    }
  }

  private void failed(Throwable cause) {
    commits.fail(cause);
    buffer.distrust();
  }

  /**
   * Puts a batch that tells into the buffer, if one is needed.
   *
   * @return whether what was told before is all that waits for a sync
   */
  private boolean tellWhatIsDurable() {
    lock.lock();
    try {
      boolean pause = unwritten.isEmpty() && sealed.isEmpty();
      boolean untold = pause && commits.durableLsn() > told.durableLsn();
      if (untold && fitsFrame()) {
        batchFor(0, 0);
      }
      return pause && !untold && commits.durableLsn() == nextLsn - 1;
    } finally {
      lock.unlock();
    }
  }

  private int writeOutLocked(Written written) throws IOException {
    List<Item> items;
    lock.lock();
    try {
      sealCurrent();
      items = new ArrayList<>(sealed);
      sealed.clear();
    } finally {
      lock.unlock();
    }
    for (Item item : flushOrder.apply(items)) {
      switch (item) {
        case Sealed s -> write(s.batch(), written);
        case Footer f -> {
          files.writeFooter(f.slot(), f.table());
          unsynced.add(f.slot());
        }
      }
    }
    return items.size();
  }

  private void write(Batch batch, Written written) throws IOException {
    files.write(batch.slot(), (long) batch.block() << Layout.BLOCK_SHIFT, batch.bytes());
    unsynced.add(batch.slot());
    buffer.written(batch.lastLsn());
    batch.written();
    written.batch(batch);
    lock.lock();
    try {
      unwritten.remove(batch);
      writtenBlocks += batch.blocks();
      buffer.give(batch);
    } finally {
      lock.unlock();
    }
  }

  /** Makes every record up to {@code lsn} durable; invariant 2. */
  public void flushTo(long lsn, Written written) throws IOException {
    try {
      commits.await(lsn, () -> commit(written));
    } catch (IOException | RuntimeException | Error e) {
      failed(e);
      throw e;
    }
  }

  /** Only who leads runs this. */
  private long commit(Written written) throws IOException {
    long target;
    long writes;
    List<Integer> dirty;
    writing.lock();
    try {
      commits.requireUnbroken();
      lock.lock();
      try {
        target = nextLsn - 1;
        writes = writeCount;
      } finally {
        lock.unlock();
      }
      writeOutLocked(written);
      dirty = unsynced.take();
    } finally {
      writing.unlock();
    }
    unsynced.sync(dirty);
    syncedWriteCount = writes;
    return target;
  }

  /** LSN of the newest record. The caller holds the lock. */
  public long appendedLsn() {
    return nextLsn - 1;
  }

  public long durableLsn() {
    return commits.durableLsn();
  }

  /**
   * A segment that nothing reaches any more is about to be given back.
   *
   * @return false while its file is being synced: then it must stay
   */
  public boolean forget(int emptySlot) {
    return unsynced.forget(emptySlot);
  }

  /** Completed syncs of segment files. */
  public long syncCount() {
    return unsynced.syncCount();
  }

  /** Writes that those syncs made durable. */
  public long syncedWriteCount() {
    return syncedWriteCount;
  }

  /** Bytes that wait in memory. The caller holds the lock. */
  public long bufferedBytes() {
    return unwritten.blocks() << Layout.BLOCK_SHIFT;
  }

  /** Batches that wait in memory. The caller holds the lock. */
  public int bufferedBatches() {
    return unwritten.count();
  }

  /** Blocks of the active segment that are in use. The caller holds the lock. */
  public int activeBlocks() {
    return nextBlock + (current == null ? 0 : current.blocks());
  }

  /** Blocks that writes brought since the pool was opened. The caller holds the lock. */
  public long clientBlocks() {
    return clientBlocks;
  }

  /** Blocks appended since the pool was opened. The caller holds the lock. */
  public long appendedBlocks() {
    return writtenBlocks + unwritten.blocks();
  }
}
