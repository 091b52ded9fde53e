package dev.stillpoint.engine.log;

import dev.stillpoint.engine.format.BatchHeader;
import dev.stillpoint.engine.format.Crc;
import dev.stillpoint.engine.format.Layout;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a process that died left in its {@link WriteBuffer}. Says what is there; whether a batch
 * continues the log is for recovery to decide, by the same checks as for one in a segment.
 */
public final class LeftBatches {
  /** Nothing, because there is no buffer. */
  public static final LeftBatches NONE = new LeftBatches(List.of(), 0, false);

  /**
   * A batch as it can be written to its segment.
   *
   * @param slot where the segment stands
   * @param bytes header and payload
   */
  public record Left(int slot, BatchHeader header, MemorySegment bytes) {
    /** Blocks that it takes in its segment. */
    public int blocks() {
      return (int) (bytes.byteSize() >> Layout.BLOCK_SHIFT);
    }
  }

  private final List<Left> batches;
  private final long writtenLsn;
  private final boolean found;

  private LeftBatches(List<Left> batches, long writtenLsn, boolean found) {
    this.batches = batches;
    this.writtenLsn = writtenLsn;
    this.found = found;
  }

  /** Reads a buffer; changes nothing in it. */
  public static LeftBatches in(Optional<MemorySegment> memory, PoolIdentity pool) {
    if (memory.isEmpty() || !WriteBuffer.isOf(memory.get(), pool)) {
      return NONE;
    }
    List<Left> batches = new ArrayList<>();
    int frames = WriteBuffer.frames(memory.get());
    int held = 0;
    for (int i = 0; i < frames; i++) {
      MemorySegment entry = WriteBuffer.entry(memory.get(), i);
      held += Batch.published(entry).nothing() ? 0 : 1;
      left(entry, WriteBuffer.frame(memory.get(), frames, i), pool).ifPresent(batches::add);
    }
    boolean trusted = batches.size() == held && WriteBuffer.isTrusted(memory.get());
    return new LeftBatches(batches, trusted ? WriteBuffer.writtenLsn(memory.get()) : 0, trusted);
  }

  private static Optional<Left> left(MemorySegment entry, MemorySegment frame, PoolIdentity pool) {
    Batch.Extent whole = Batch.published(entry);
    if (whole.nothing() || !whole.sane()) {
      return Optional.empty();
    }
    long bytes = (long) (BatchHeader.FRAME_BLOCKS + whole.payloadBlocks()) << Layout.BLOCK_SHIFT;
    MemorySegment copy = Arena.ofAuto().allocate(bytes, Layout.BLOCK_BYTES);
    MemorySegment.copy(frame, 0, copy, 0, bytes);
    Crc crc = new Crc();
    Optional<BatchHeader> header =
        BatchHeader.open(copy, crc)
            .filter(h -> h.recordCount() == whole.recordCount())
            .or(() -> {
              // It still filled, or was just being sealed: no other batch names its checksum.
              BatchHeader.seal(
                  copy,
                  BatchHeader.peek(copy)
                      .holding(whole.payloadBlocks(), whole.recordCount(), whole.recordBytes()),
                  crc);
              return BatchHeader.open(copy, crc);
            });
    header.ifPresent(h -> MemorySegment.copy(copy, 0, copy, h.copyOffset(), Layout.BLOCK_BYTES));
    return header
        .filter(h -> h.poolHigh() == pool.high() && h.poolLow() == pool.low())
        .filter(h -> h.epoch() < pool.epoch())
        .map(h -> new Left(Batch.slotOf(entry), h, copy));
  }

  /**
   * Whether the buffer was there, all that it holds makes sense, and nothing had failed, so that
   * nothing that was answered is missing behind what it continues.
   */
  public boolean found() {
    return found;
  }

  /** The batch that continues the log at a place in the active segment. */
  public Optional<Left> at(LogPosition end) {
    return batches.stream()
        .filter(left -> continues(left.header, end))
        .filter(left -> left.slot == end.slot())
        .filter(left -> left.header.segment() == end.segment())
        .filter(left -> left.header.block() == end.block())
        .findFirst();
  }

  /** The batch that continues the log in another segment. */
  public Optional<Left> inNextSegment(LogPosition end) {
    return batches.stream()
        .filter(left -> continues(left.header, end))
        .filter(left -> left.header.segment() > end.segment())
        .filter(left -> left.header.block() == 0)
        .findFirst();
  }

  /**
   * How far the log must be in its segments: what left the buffer before the process died is there,
   * durable or not, and so is what was durable when the newest batch here was sealed.
   */
  public long provedLsn() {
    long durable = batches.stream().mapToLong(left -> left.header.durableLsn()).max().orElse(0);
    return Math.max(durable, writtenLsn);
  }

  /** The newest checkpoint that a batch here knows to be durable. */
  public long checkpoint() {
    return batches.stream().mapToLong(left -> left.header.checkpoint()).max().orElse(0);
  }

  /** Whether records wait here that the log, which ends there, does not lead to. */
  public boolean anyBeyond(LogPosition end) {
    return batches.stream().anyMatch(left -> left.header.lastLsn() >= end.nextLsn());
  }

  private static boolean continues(BatchHeader header, LogPosition end) {
    return header.previousCrc() == end.chain() && header.firstLsn() == end.nextLsn();
  }
}
