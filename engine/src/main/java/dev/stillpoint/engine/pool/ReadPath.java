package dev.stillpoint.engine.pool;

import dev.stillpoint.block.BlockFault;
import dev.stillpoint.engine.format.Crc;
import dev.stillpoint.engine.format.Layout;
import dev.stillpoint.engine.log.Batch;
import dev.stillpoint.engine.map.ExtentMap;
import dev.stillpoint.engine.map.NodeMissing;
import dev.stillpoint.engine.read.BlockCache;
import dev.stillpoint.engine.space.Checks;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * Reads ranges of a map. Under the lock it looks up where each run stands, copies what is still in
 * the write buffer and pins the segments of the rest; then, without the lock, it copies from the
 * cache or reads and verifies. Invariant 7: every byte handed out was checked.
 *
 * <p>Sealed blocks are the same up to here, in the cache as in the buffer; {@link Opener} opens
 * each on its way to the reader, and so needs the key every time. Invariant 10.
 *
 * <p>One instance serves one thread at a time; instances are kept per thread.
 */
final class ReadPath {
  private static final int PIECE_BLOCKS = 64;

  /**
   * Runs up to this long are looked for in the cache, and what reads up to this long bring is kept
   * there. A longer run costs less to read and verify again than to look for block by block, and a
   * longer read would push out what is cached.
   */
  private static final int CACHED_BLOCKS = 4;

  private final Core core;
  private final Crc crc = new Crc();
  private final MemorySegment piece =
      Arena.ofAuto().allocate((long) PIECE_BLOCKS << Layout.BLOCK_SHIFT, Layout.BLOCK_BYTES);

  private int mapped;
  private long[] mappedBlock = new long[16];
  private long[] mappedCount = new long[16];
  private long[] mappedIdentity = new long[16];

  private int runs;
  private long[] runBlock = new long[16];
  private long[] runCount = new long[16];
  private long[] runLocation = new long[16];
  private int[] runSlot = new int[16];

  private int gaps;
  private long[] gapFrom = new long[16];
  private long[] gapEnd = new long[16];

  private long offset;
  private MemorySegment destination;
  private long zeroedTo;

  /** Whether what is read is likely to be read again soon. */
  private boolean keep;

  /** Whether this read may wait for the storage, and whether it would have had to. */
  private boolean wait;

  private boolean missed;

  /**
   * A block that is known to be lost while it is still in the write buffer; -1 if there is none.
   */
  private long lost;

  /** Null when what is read is plain. */
  private Opener opener;

  private Opener openerOfThread;

  ReadPath(Core core) {
    this.core = core;
  }

  /**
   * First half, under the lock.
   *
   * @param from byte offset in the volume
   * @throws NodeMissing when it must be called again; then nothing is pinned
   */
  void plan(ExtentMap map, Device.Cover cover, long from, MemorySegment to) throws NodeMissing {
    runs = 0;
    gaps = 0;
    lost = -1;
    offset = from;
    destination = to;
    opener = cover.sealed() ? opener(cover) : null;
    zeroedTo = from;
    if (to.byteSize() == 0) {
      return;
    }
    long first = from >>> Layout.BLOCK_SHIFT;
    long last = (from + to.byteSize() - 1) >>> Layout.BLOCK_SHIFT;
    mapped = 0;
    keep = opener != null || last - first < CACHED_BLOCKS;
    if (first == last) {
      long location = map.locate(first);
      if (location != ExtentMap.HOLE) {
        mapped(first, 1, location);
      }
    } else {
      map.visit(first, last - first + 1, this::mapped);
    }
    try {
      for (int i = 0; i < mapped; i++) {
        long shift = mappedBlock[i] - mappedIdentity[i];
        core.state
            .living()
            .find(
                mappedIdentity[i],
                (int) mappedCount[i],
                (identity, count, place) -> found(identity + shift, count, place));
      }
    } catch (NodeMissing e) {
      unpin(0);
      throw e;
    }
    zeroTo(from + to.byteSize());
  }

  private boolean mapped(long block, long count, long identity) {
    if (identity != ExtentMap.ZERO) {
      if (mapped == mappedBlock.length) {
        mappedBlock = Arrays.copyOf(mappedBlock, mapped * 2);
        mappedCount = Arrays.copyOf(mappedCount, mapped * 2);
        mappedIdentity = Arrays.copyOf(mappedIdentity, mapped * 2);
      }
      mappedBlock[mapped] = block;
      mappedCount[mapped] = count;
      mappedIdentity[mapped++] = identity;
    }
    return true;
  }

  private void unpin(int from) {
    for (int run = from; run < runs; run++) {
      core.segments.unpin(runSlot[run]);
    }
    runs = 0;
  }

  private Opener opener(Device.Cover cover) {
    if (openerOfThread == null) {
      openerOfThread = new Opener(core);
    }
    openerOfThread.begin(cover);
    return openerOfThread;
  }

  /** Notes a gap from where the last run ended up to a byte offset in the volume. */
  private void zeroTo(long end) {
    if (end > zeroedTo) {
      if (gaps == gapFrom.length) {
        gapFrom = Arrays.copyOf(gapFrom, gaps * 2);
        gapEnd = Arrays.copyOf(gapEnd, gaps * 2);
      }
      gapFrom[gaps] = zeroedTo;
      gapEnd[gaps++] = end;
    }
  }

  private void fillGaps() {
    for (int i = 0; i < gaps; i++) {
      destination.asSlice(gapFrom[i] - offset, gapEnd[i] - gapFrom[i]).fill((byte) 0);
    }
  }

  private void found(long block, long count, long location) {
    zeroTo(Math.min(block << Layout.BLOCK_SHIFT, offset + destination.byteSize()));
    zeroedTo = Math.max(zeroedTo, (block + count) << Layout.BLOCK_SHIFT);
    Batch batch = core.log.buffered(location, (int) count);
    if (batch != null && batch.anyLost(core.geometry.block(location), (int) count)) {
      lost = block;
      return;
    }
    if (batch != null) {
      fromBuffer(batch, block, (int) count, core.geometry.block(location));
      return;
    }
    if (runs == runBlock.length) {
      runBlock = Arrays.copyOf(runBlock, runs * 2);
      runCount = Arrays.copyOf(runCount, runs * 2);
      runLocation = Arrays.copyOf(runLocation, runs * 2);
      runSlot = Arrays.copyOf(runSlot, runs * 2);
    }
    int slot = core.segments.slotOf(location);
    core.segments.pin(slot);
    runBlock[runs] = block;
    runCount[runs] = count;
    runLocation[runs] = location;
    runSlot[runs++] = slot;
  }

  private void fromBuffer(Batch batch, long block, int count, int segmentBlock) {
    MemorySegment bytes = batch.payloadAt(segmentBlock, count);
    for (int i = 0; i < count; i++) {
      if (opener != null) {
        opener.hold(batch, segmentBlock + i, block + i);
      } else {
        copyOut(block + i, bytes, (long) i << Layout.BLOCK_SHIFT);
      }
    }
  }

  /** Second half, without the lock; always to be called after {@link #plan}. */
  void fetch() throws BlockFault {
    fetch(true);
  }

  /**
   * As {@link #fetch()}, but gives up where the storage would have to be waited for.
   *
   * @return false if it gave up
   */
  boolean fetchIfWarm() throws BlockFault {
    return fetch(false);
  }

  private boolean fetch(boolean mayWait) throws BlockFault {
    if (destination.byteSize() == 0) {
      return true;
    }
    wait = mayWait;
    missed = false;
    int done = 0;
    try {
      if (lost >= 0) {
        throw core.corrupt("block " + lost + " was found damaged before, and is lost");
      }
      fillGaps();
      if (opener != null) {
        opener.takeKey();
        opener.openHeld(this::copyOut);
      }
      for (; done < runs && !missed; done++) {
        fetchRun(done);
        core.segments.unpin(runSlot[done]);
      }
      return !missed;
    } finally {
      for (; done < runs; done++) {
        core.segments.unpin(runSlot[done]);
      }
      destination = null;
      if (opener != null) {
        opener.end();
      }
    }
  }

  private void fetchRun(int run) throws BlockFault {
    int count = (int) runCount[run];
    if (opener == null && count > CACHED_BLOCKS) {
      fromFile(run, 0, count);
      return;
    }
    int missing = -1;
    for (int i = 0; i < count; i++) {
      boolean hit =
          opener == null
              ? fromCache(runBlock[run] + i, runLocation[run] + i)
              : sealedFromCache(run, i);
      if (!hit && missing < 0) {
        missing = i;
      } else if (hit && missing >= 0) {
        fromFile(run, missing, i);
        missing = -1;
      }
    }
    if (missing >= 0) {
      fromFile(run, missing, count);
    }
  }

  private boolean fromCache(long block, long location) {
    long blockOffset = block << Layout.BLOCK_SHIFT;
    long from = Math.max(offset, blockOffset);
    long to = Math.min(offset + destination.byteSize(), blockOffset + Layout.BLOCK_BYTES);
    return core.cache.get(
        BlockCache.key(location),
        (int) (from - blockOffset),
        destination,
        from - offset,
        (int) (to - from));
  }

  private boolean sealedFromCache(int run, int at) throws BlockFault {
    boolean hit =
        core.cache.get(
            BlockCache.key(runLocation[run] + at), 0, opener.sealedBytes(), 0, Layout.BLOCK_BYTES);
    if (hit) {
      openOut(run, at);
    }
    return hit;
  }

  private void openOut(int run, int at) throws BlockFault {
    MemorySegment plain = opener.open(runBlock[run] + at, runSlot[run], runLocation[run] + at);
    copyOut(runBlock[run] + at, plain, 0);
  }

  /**
   * Reads a part of a run in pieces: where it will be sent from, if it can stand there as it is.
   */
  private void fromFile(int run, int from, int end) throws BlockFault {
    for (int at = from; at < end && !missed; ) {
      int count = Math.min(PIECE_BLOCKS, end - at);
      long begins = ((runBlock[run] + at) << Layout.BLOCK_SHIFT) - offset;
      long bytes = (long) count << Layout.BLOCK_SHIFT;
      boolean whole = begins >= 0 && begins + bytes <= destination.byteSize();
      if (opener == null && whole && destination.isNative()) {
        readVerified(run, at, destination.asSlice(begins, bytes));
      } else {
        throughPiece(run, at, count);
      }
      at += count;
    }
  }

  private void throughPiece(int run, int at, int count) throws BlockFault {
    readVerified(run, at, piece.asSlice(0, (long) count << Layout.BLOCK_SHIFT));
    if (missed) {
      return;
    }
    for (int i = 0; i < count; i++) {
      if (opener == null) {
        copyOut(runBlock[run] + at + i, piece, (long) i << Layout.BLOCK_SHIFT);
      } else {
        opener.sealedBytes().copyFrom(block(i));
        openOut(run, at + i);
      }
    }
  }

  /** One system call, one pass over what it brought. */
  private void readVerified(int run, int at, MemorySegment bytes) throws BlockFault {
    int slot = runSlot[run];
    long location = runLocation[run] + at;
    int count = (int) (bytes.byteSize() >>> Layout.BLOCK_SHIFT);
    Checks checks;
    try {
      checks =
          core.files.checks(
              slot, core.geometry.segment(location), core.geometry.block(location), count);
      if (wait) {
        core.files.readSettled(slot, core.geometry.position(location), bytes);
      } else if (!core.files.readSettledIfWarm(slot, core.geometry.position(location), bytes)) {
        missed = true;
        return;
      }
    } catch (IOException e) {
      throw new BlockFault.Io("cannot read the log: " + e.getMessage(), e);
    }
    for (int i = 0; i < count; i++) {
      long begins = (long) i << Layout.BLOCK_SHIFT;
      int expected = checks.sum(core.geometry.block(location + i));
      if (crc.ofBlock(runBlock[run] + at + i, bytes, begins) != expected) {
        fromMedium(run, at + i, expected, bytes, begins);
      }
      if (keep) {
        core.cache.offer(BlockCache.key(location + i), bytes, begins);
      }
    }
  }

  private MemorySegment block(int ofPiece) {
    return piece.asSlice((long) ofPiece << Layout.BLOCK_SHIFT, Layout.BLOCK_BYTES);
  }

  /** What the system's memory holds of a block is wrong; perhaps the medium is not. */
  private void fromMedium(int run, int at, int expected, MemorySegment bytes, long bytesOffset)
      throws BlockFault {
    long block = runBlock[run] + at;
    long location = runLocation[run] + at;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment again = arena.allocate(Layout.BLOCK_BYTES, Layout.BLOCK_BYTES);
      core.files.read(runSlot[run], core.geometry.position(location), again);
      if (crc.ofBlock(block, again, 0) != expected) {
        throw core.corrupt(
            "block "
                + block
                + " at segment file "
                + runSlot[run]
                + ", block "
                + core.geometry.block(location)
                + " does not match its checksum");
      }
      MemorySegment.copy(again, 0, bytes, bytesOffset, Layout.BLOCK_BYTES);
    } catch (IOException e) {
      throw new BlockFault.Io("cannot read the log: " + e.getMessage(), e);
    }
  }

  private void copyOut(long block, MemorySegment bytes, long bytesOffset) {
    long blockOffset = block << Layout.BLOCK_SHIFT;
    long from = Math.max(offset, blockOffset);
    long to = Math.min(offset + destination.byteSize(), blockOffset + Layout.BLOCK_BYTES);
    MemorySegment.copy(
        bytes, bytesOffset + from - blockOffset, destination, from - offset, to - from);
  }
}
