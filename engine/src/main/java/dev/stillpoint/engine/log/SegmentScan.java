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
import java.util.Optional;

/**
 * Reads the batches of one segment, in large pieces. Says what stands there; whether it belongs to
 * the log is for the caller to decide. Confined to one thread.
 */
public final class SegmentScan implements AutoCloseable {
  private static final int WINDOW_BLOCKS = 2 * (BatchHeader.PAYLOAD_BLOCKS_MAX + 1);

  private final StorageFile file;
  private final Geometry geometry;
  private final Arena arena = Arena.ofConfined();
  private final MemorySegment window;
  private final Crc crc = new Crc();
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

  /** The header at a block, if an intact one of this segment stands there. */
  public Optional<BatchHeader> header(PoolIdentity pool, long segment, int block)
      throws IOException {
    if (block >= geometry.logBlocks()) {
      return Optional.empty();
    }
    return BatchHeader.open(at(block, 1), crc)
        .filter(h -> belongs(h, pool, segment, block, geometry));
  }

  /** Whether a header is of that pool and segment, stands where it should, and its batch fits. */
  static boolean belongs(
      BatchHeader header, PoolIdentity pool, long segment, int block, Geometry geometry) {
    return header.poolHigh() == pool.high()
        && header.poolLow() == pool.low()
        && header.segment() == segment
        && header.block() == block
        && block + 1 + header.payloadBlocks() <= geometry.logBlocks();
  }

  /** The first header of whatever segment of this pool stands in the file. */
  public Optional<BatchHeader> firstHeader(PoolIdentity pool) throws IOException {
    return BatchHeader.open(at(0, 1), crc)
        .filter(h -> h.poolHigh() == pool.high() && h.poolLow() == pool.low() && h.block() == 0);
  }

  /** Shows the records of a batch. */
  public void records(BatchHeader header, RecordCodec.Sink sink) throws IOException {
    RecordCodec.decode(at(header.block(), 1), header, sink);
  }

  /** Whether every block of the payload matches the checksum in its record. */
  public boolean payloadIntact(BatchHeader header) throws IOException {
    MemorySegment bytes = at(header.block(), 1 + header.payloadBlocks());
    boolean[] intact = {true};
    int[] next = {1};
    RecordCodec.decode(
        bytes,
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
      file.read(
          (long) block << Layout.BLOCK_SHIFT,
          window.asSlice(0, (long) count << Layout.BLOCK_SHIFT));
      windowFirst = block;
      windowEnd = block + count;
    }
    return window.asSlice(
        (long) (block - windowFirst) << Layout.BLOCK_SHIFT, (long) blocks << Layout.BLOCK_SHIFT);
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
      for (int block = 0; block < geometry.logBlocks(); ) {
        Optional<BatchHeader> header = scan.header(pool, table.segment(), block);
        if (header.isPresent()) {
          whole &= block == expected;
          scan.fill(header.get(), table);
          block += 1 + header.get().payloadBlocks();
          expected = block;
        } else {
          block++;
        }
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
