package dev.stillpoint.engine.log;

import dev.stillpoint.engine.format.BatchHeader;
import dev.stillpoint.engine.format.Crc;
import dev.stillpoint.engine.format.Layout;
import dev.stillpoint.engine.format.Seals;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.util.BitSet;

/**
 * A batch in memory: open until sealed, then unchanged until it was written. Its memory outlives
 * the process: after each record it publishes, in one word that is stored last, how much of it is
 * whole.
 *
 * <pre>
 *  bits 48     1: the frame holds a batch
 *       32-47  blocks of payload
 *       16-31  records
 *        0-15  bytes of records
 * </pre>
 */
public final class Batch {
  /** Bytes of memory that a batch occupies. */
  public static final int MEMORY_BYTES =
      (BatchHeader.FRAME_BLOCKS + BatchHeader.PAYLOAD_BLOCKS_MAX) * Layout.BLOCK_BYTES;

  private static final VarHandle WORD = ValueLayout.JAVA_LONG.varHandle();
  private static final long HELD = 1L << 48;
  private static final int SLOT_AT = 8;

  private final MemorySegment memory;
  private final MemorySegment entry;
  private int slot;
  private long segment;
  private int block;
  private int capacity;
  private int payloadBlocks;
  private int recordCount;
  private int recordEnd;
  private boolean anySealed;

  /** Payload blocks that are lost, see {@code LogRecord.Move}. */
  private final BitSet lost = new BitSet();

  private long firstLsn;
  private long timeMillis;

  /**
   * A batch that holds nothing.
   *
   * @param entry where it says what it holds
   */
  Batch(MemorySegment memory, MemorySegment entry) {
    this.memory = memory;
    this.entry = entry;
  }

  /** How much of a batch is whole. */
  record Extent(int payloadBlocks, int recordCount, int recordBytes, boolean nothing) {
    boolean sane() {
      return payloadBlocks <= BatchHeader.PAYLOAD_BLOCKS_MAX
          && recordBytes <= BatchHeader.RECORDS_BYTES_MAX;
    }
  }

  static Extent published(MemorySegment entry) {
    long word = (long) WORD.getAcquire(entry, 0L);
    return new Extent(
        (int) (word >>> 32) & 0xFFFF,
        (int) (word >>> 16) & 0xFFFF,
        (int) word & 0xFFFF,
        (word & HELD) == 0);
  }

  static int slotOf(MemorySegment entry) {
    return entry.get(Layout.INT, SLOT_AT);
  }

  private void publish() {
    long word =
        HELD
            | (long) payloadBlocks << 32
            | (long) recordCount << 16
            | (recordEnd - BatchHeader.RECORDS_OFFSET);
    WORD.setRelease(entry, 0L, word);
  }

  /** It is in its segment: nobody needs to find it here any more. */
  void written() {
    WORD.setRelease(entry, 0L, 0L);
  }

  void begin(PoolIdentity pool, LogPosition at, int capacityBlocks, long now) {
    slot = at.slot();
    segment = at.segment();
    block = at.block();
    capacity = capacityBlocks;
    payloadBlocks = 0;
    recordCount = 0;
    anySealed = false;
    lost.clear();
    recordEnd = BatchHeader.RECORDS_OFFSET;
    firstLsn = at.nextLsn();
    timeMillis = now;
    entry.set(Layout.INT, SLOT_AT, slot);
    header(pool, at.chain(), Told.NOTHING).put(memory);
    publish();
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
    publish();
  }

  /** Says that the newest payload blocks are lost. */
  void lost(int blocks) {
    lost.set(payloadBlocks - blocks, payloadBlocks);
  }

  /** Whether any of these payload blocks, given by their place in the segment, is lost. */
  public boolean anyLost(int segmentBlock, int blocks) {
    int first = segmentBlock - block - 1;
    int next = lost.nextSetBit(Math.max(0, first));
    return next >= 0 && next < first + blocks;
  }

  int seal(PoolIdentity pool, int chain, Told told, Crc crc) {
    return BatchHeader.seal(memory, header(pool, chain, told), crc);
  }

  private BatchHeader header(PoolIdentity pool, int chain, Told told) {
    return new BatchHeader(
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
        told.durableLsn(),
        timeMillis,
        told.checkpoint());
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

  /** Blocks that it takes in its segment. */
  int blocks() {
    return BatchHeader.FRAME_BLOCKS + payloadBlocks;
  }

  /** All of it as it is written, once it is sealed. */
  public MemorySegment bytes() {
    return memory.asSlice(0, (long) blocks() << Layout.BLOCK_SHIFT);
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
