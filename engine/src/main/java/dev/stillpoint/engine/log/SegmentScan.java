package dev.stillpoint.engine.log;

import dev.stillpoint.engine.format.BatchHeader;
import dev.stillpoint.engine.format.Crc;
import dev.stillpoint.engine.format.Layout;
import dev.stillpoint.engine.format.LogRecord;
import dev.stillpoint.engine.format.RecordCodec;
import dev.stillpoint.engine.io.StorageFile;
import dev.stillpoint.engine.space.BlockTable;
import dev.stillpoint.engine.space.Geometry;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.BitSet;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Reads the batches of one segment, in large pieces. Says what stands there; whether it belongs to
 * the log is for the caller to decide. Confined to one thread.
 */
public final class SegmentScan implements AutoCloseable {
  private static final int WINDOW_BLOCKS =
      2 * (BatchHeader.PAYLOAD_BLOCKS_MAX + BatchHeader.FRAME_BLOCKS);

  private final StorageFile file;
  private final Geometry geometry;
  private final Arena arena = Arena.ofConfined();
  private final MemorySegment window;
  private final Crc crc = new Crc();
  private final BitSet unreadable = new BitSet();
  private IOException failure;
  private int windowFirst = -1;
  private int windowEnd = -1;

  public SegmentScan(StorageFile file, Geometry geometry) {
    this(file, geometry, WINDOW_BLOCKS);
  }

  /**
   * As {@link #SegmentScan(StorageFile, Geometry)}, with another window.
   *
   * @param windowBlocks how much to read at a time; a scan that reads payload needs the default
   */
  public SegmentScan(StorageFile file, Geometry geometry, int windowBlocks) {
    this.file = file;
    this.geometry = geometry;
    this.window =
        arena.allocate(
            (long) Math.min(windowBlocks, geometry.blocks()) << Layout.BLOCK_SHIFT,
            Layout.BLOCK_BYTES);
  }

  /**
   * The header of the batch at a block, from its copy where it is damaged; empty if there is none.
   */
  public Optional<BatchHeader> header(PoolIdentity pool, long segment, int block)
      throws IOException {
    if (block >= geometry.logBlocks()) {
      return Optional.empty();
    }
    Predicate<BatchHeader> wanted = h -> belongs(h, pool, segment, block, geometry);
    Optional<BatchHeader> header = BatchHeader.open(at(block, 1), crc).filter(wanted);
    return header.isPresent() ? header : copyOf(block, wanted);
  }

  /** The header at a place if it, or the copy of one, is intact and of that segment. */
  public Optional<BatchHeader> anyHeader(PoolIdentity pool, long segment, int place)
      throws IOException {
    return BatchHeader.open(at(place, 1), crc)
        .filter(h -> h.mayStandAt(place))
        .filter(h -> belongs(h, pool, segment, h.block(), geometry));
  }

  /** The next batch of a segment from a block on whose header or copy is intact. */
  public Optional<BatchHeader> next(PoolIdentity pool, long segment, int from, int end)
      throws IOException {
    for (int block = from; block < end; block++) {
      Optional<BatchHeader> header = anyHeader(pool, segment, block);
      if (header.isPresent() && header.get().block() >= from) {
        return header;
      }
    }
    return Optional.empty();
  }

  /** Whether the copy of a header that belongs to a block stands at a place, of whatever pool. */
  public boolean isCopy(int block, int place) throws IOException {
    return BatchHeader.open(at(place, 1), crc).filter(h -> h.block() == block).isPresent();
  }

  private Optional<BatchHeader> copyOf(int block, Predicate<BatchHeader> wanted)
      throws IOException {
    int end = Math.min(block + BatchHeader.PAYLOAD_BLOCKS_MAX + 1, geometry.logBlocks() - 1);
    int lost = unreadable.get(block) ? 1 : 0;
    for (int place = block + 1; place <= end; place++) {
      int copyAt = place;
      Optional<BatchHeader> copy =
          BatchHeader.open(at(place, 1), crc)
              .filter(h -> h.block() == block && h.mayStandAt(copyAt))
              .filter(wanted);
      if (copy.isPresent()) {
        return copy;
      }
      lost += unreadable.get(place) ? 1 : 0;
    }
    if (unreadable.get(block) && lost > 1) {
      // Neither the header nor all places of its copy could be looked at: nobody knows.
      throw new IOException("a header at block " + block + " and its copy cannot be read", failure);
    }
    return Optional.empty();
  }

  /** Whether a header is of that pool and segment, stands where it should, and its batch fits. */
  static boolean belongs(
      BatchHeader header, PoolIdentity pool, long segment, int block, Geometry geometry) {
    return isOf(header, pool)
        && header.segment() == segment
        && header.block() == block
        && block + header.blocks() <= geometry.logBlocks();
  }

  /** The first header of whatever segment of this pool stands in the file, or its copy. */
  public Optional<BatchHeader> firstHeader(PoolIdentity pool) throws IOException {
    return firstHeader(h -> isOf(h, pool));
  }

  /**
   * As {@link #firstHeader(PoolIdentity)}, but not of that segment: for one that stands where it
   * cannot belong, and hides the right one whose copy is still there.
   */
  public Optional<BatchHeader> firstHeaderBut(PoolIdentity pool, long segment) throws IOException {
    return firstHeader(h -> isOf(h, pool) && h.segment() != segment);
  }

  private Optional<BatchHeader> firstHeader(Predicate<BatchHeader> wanted) throws IOException {
    Optional<BatchHeader> header = intactFirstHeader(wanted);
    return header.isPresent() ? header : copyOf(0, wanted);
  }

  private static boolean isOf(BatchHeader header, PoolIdentity pool) {
    return header.poolHigh() == pool.high() && header.poolLow() == pool.low();
  }

  /** The same without a look at the copy. */
  Optional<BatchHeader> intactFirstHeader(PoolIdentity pool) throws IOException {
    return intactFirstHeader(h -> isOf(h, pool));
  }

  private Optional<BatchHeader> intactFirstHeader(Predicate<BatchHeader> wanted)
      throws IOException {
    return BatchHeader.open(at(0, 1), crc).filter(h -> h.block() == 0).filter(wanted);
  }

  /** Shows the records of a batch. */
  public void records(BatchHeader header, RecordCodec.Sink sink) throws IOException {
    RecordCodec.decode(intact(header), header, sink);
  }

  /** A whole batch, valid until another one is read. */
  public MemorySegment bytes(BatchHeader header) throws IOException {
    return at(header.block(), header.blocks());
  }

  /** The block that holds the records: the header, or its copy. */
  public MemorySegment intact(BatchHeader header) throws IOException {
    MemorySegment first = at(header.block(), 1);
    return BatchHeader.open(first, crc).equals(Optional.of(header))
        ? first
        : at(header.block() + 1 + header.payloadBlocks(), 1);
  }

  /** Throws if something that was looked at could not be read. */
  public void requireReadable() throws IOException {
    if (failure != null) {
      throw failure;
    }
  }

  /** Whether every block of the payload matches the checksum in its record. */
  public boolean payloadIntact(BatchHeader header) throws IOException {
    MemorySegment bytes = at(header.block(), header.blocks());
    boolean[] intact = {true};
    int[] next = {1};
    RecordCodec.decode(
        intact(header),
        header,
        (record, blocks, checks) -> {
          long first = firstBlock(record);
          for (int i = 0; i < blocks; i++) {
            if (next[0] > header.payloadBlocks()) {
              intact[0] = false;
              return;
            }
            long offset = (long) next[0]++ << Layout.BLOCK_SHIFT;
            intact[0] &= crc.ofBlock(first + i, bytes, offset) == checks[i];
          }
        });
    return intact[0] && next[0] == header.payloadBlocks() + 1;
  }

  private static long firstBlock(LogRecord record) {
    return switch (record) {
      case LogRecord.Write w -> w.block();
      case LogRecord.Move m -> m.block();
      default -> 0;
    };
  }

  /** The file was written to: what was read of it before means nothing. */
  public void forget() {
    windowFirst = -1;
    windowEnd = -1;
  }

  private MemorySegment at(int block, int blocks) throws IOException {
    if (block < windowFirst || block + blocks > windowEnd || windowFirst < 0) {
      int count =
          Math.min((int) (window.byteSize() >> Layout.BLOCK_SHIFT), geometry.blocks() - block);
      fill(block, count);
      windowFirst = block;
      windowEnd = block + count;
    }
    return window.asSlice(
        (long) (block - windowFirst) << Layout.BLOCK_SHIFT, (long) blocks << Layout.BLOCK_SHIFT);
  }

  /** What cannot be read counts as damaged, block by block. */
  private void fill(int block, int count) throws IOException {
    try {
      file.read((long) block << Layout.BLOCK_SHIFT, window(0, count));
    } catch (IOException e) {
      failure = e;
      for (int i = 0; i < count; i++) {
        readOne(block + i, window(i, 1));
      }
    }
  }

  private MemorySegment window(int from, int blocks) {
    return window.asSlice((long) from << Layout.BLOCK_SHIFT, (long) blocks << Layout.BLOCK_SHIFT);
  }

  private void readOne(int block, MemorySegment to) {
    try {
      file.read((long) block << Layout.BLOCK_SHIFT, to);
      unreadable.clear(block);
    } catch (IOException e) {
      failure = e;
      unreadable.set(block);
      to.fill((byte) 0);
    }
  }

  /**
   * Fills the block table of a closed segment from its headers alone. Headers name volumes, not
   * families, so families stay unknown (0). Behind a damaged header it goes on at the next intact
   * one.
   *
   * @return whether no header is missing between those that it found
   */
  static boolean rebuild(StorageFile file, Geometry geometry, PoolIdentity pool, BlockTable table)
      throws IOException {
    boolean whole = true;
    try (SegmentScan scan = new SegmentScan(file, geometry)) {
      int expected = 0;
      Optional<BatchHeader> header = scan.next(pool, table.segment(), 0, geometry.logBlocks());
      while (header.isPresent()) {
        whole &= header.get().block() == expected;
        scan.fill(header.get(), table);
        expected = header.get().block() + header.get().blocks();
        header = scan.next(pool, table.segment(), expected, geometry.logBlocks());
      }
      return whole && expected > 0;
    }
  }

  private void fill(BatchHeader header, BlockTable table) throws IOException {
    int[] next = {header.block() + 1};
    records(
        header,
        (record, blocks, checks) -> {
          for (int i = 0; i < blocks; i++) {
            int at = next[0]++;
            int back = record.sealed() ? at - header.block() : 0;
            table.set(at, 0, firstBlock(record) + i, checks[i], back);
          }
          if (record instanceof LogRecord.Move move) {
            table.setIdentities(next[0] - blocks, blocks, move.identity());
          }
        });
  }

  @Override
  public void close() {
    arena.close();
  }
}
