package dev.stillpoint.engine.log;

import dev.stillpoint.engine.format.BatchHeader;
import dev.stillpoint.engine.format.Crc;
import dev.stillpoint.engine.format.Layout;
import dev.stillpoint.engine.format.Seals;
import java.lang.foreign.MemorySegment;

/** A batch in memory: open until sealed, then unchanged until it was written. */
public final class Batch {
  /** Bytes of memory that a batch occupies. */
  public static final int MEMORY_BYTES = (1 + BatchHeader.PAYLOAD_BLOCKS_MAX) * Layout.BLOCK_BYTES;

  private final MemorySegment memory;
  private int slot;
  private long segment;
  private int block;
  private int capacity;
  private int payloadBlocks;
  private int recordCount;
  private int recordEnd;
  private boolean anySealed;
  private long firstLsn;
  private long timeMillis;

  Batch(MemorySegment memory) {
    this.memory = memory;
  }

  void begin(LogPosition at, int capacityBlocks, long now) {
    slot = at.slot();
    segment = at.segment();
    block = at.block();
    capacity = capacityBlocks;
    payloadBlocks = 0;
    recordCount = 0;
    anySealed = false;
    recordEnd = BatchHeader.RECORDS_OFFSET;
    firstLsn = at.nextLsn();
    timeMillis = now;
  }

  boolean fits(int recordBytes, int blocks) {
    return recordEnd + recordBytes <= Layout.BLOCK_BYTES && payloadBlocks + blocks <= capacity;
  }

  /** Payload blocks that still fit. */
  int room() {
    return capacity - payloadBlocks;
  }

  /** Bytes of records that still fit. */
  int recordRoom() {
    return Layout.BLOCK_BYTES - recordEnd;
  }

  /** Adds a record whose encoding ends at {@code end}. */
  void added(int end, int blocks, boolean sealed) {
    recordEnd = end;
    payloadBlocks += blocks;
    recordCount++;
    anySealed |= sealed;
  }

  int seal(PoolIdentity pool, int chain, long durableLsn, Crc crc) {
    return BatchHeader.seal(
        memory,
        new BatchHeader(
            0,
            chain,
            pool.high(),
            pool.low(),
            segment,
            block,
            payloadBlocks,
            firstLsn,
            recordCount,
            recordEnd - BatchHeader.RECORDS_OFFSET,
            pool.epoch(),
            durableLsn,
            timeMillis),
        crc);
  }

  MemorySegment memory() {
    return memory;
  }

  int recordEnd() {
    return recordEnd;
  }

  /** Byte offset in {@link #memory} of the payload's next free block. */
  long nextPayloadOffset() {
    return (1L + payloadBlocks) << Layout.BLOCK_SHIFT;
  }

  /** Block in the segment where the next payload block will stand. */
  int nextPayloadBlock() {
    return block + 1 + payloadBlocks;
  }

  /** Slot that the batch belongs to. */
  public int slot() {
    return slot;
  }

  /** Sequence number of the segment that it belongs to. */
  public long segment() {
    return segment;
  }

  /** Block of its header in the segment. */
  public int block() {
    return block;
  }

  /** Blocks of payload so far. */
  public int payloadBlocks() {
    return payloadBlocks;
  }

  int recordCount() {
    return recordCount;
  }

  long lastLsn() {
    return firstLsn + recordCount - 1;
  }

  /** Header and payload, as they are written. */
  public MemorySegment bytes() {
    return memory.asSlice(0, (1L + payloadBlocks) << Layout.BLOCK_SHIFT);
  }

  /** Whether a block of the payload is sealed: then readers will ask for the header too. */
  public boolean anySealed() {
    return anySealed;
  }

  /** Takes the seal of the block at a place in the segment; false if it has none. */
  public boolean seal(int segmentBlock, byte[] to, int at) {
    return Seals.find(memory, recordEnd, segmentBlock - block - 1, to, at);
  }

  /** Bytes of one payload block, given by its place in the segment. */
  public MemorySegment payloadAt(int segmentBlock, int blocks) {
    return memory.asSlice(
        (long) (segmentBlock - block) << Layout.BLOCK_SHIFT, (long) blocks << Layout.BLOCK_SHIFT);
  }
}
