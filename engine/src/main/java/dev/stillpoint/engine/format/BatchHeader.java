package dev.stillpoint.engine.format;

import static dev.stillpoint.engine.format.Layout.INT;
import static dev.stillpoint.engine.format.Layout.LONG;

import java.lang.foreign.MemorySegment;
import java.util.Optional;

/**
 * The first block of a batch; the payload follows it at once, and behind it the same block once
 * more: a header that is lost would take with it all that it describes, and the log behind it. The
 * copy says by {@code block} that it stands where no header does.
 *
 * <pre>
 *   0  magic            8   "STPTBAT2"
 *   8  headerCrc        4   CRC-32C of the 4096 bytes with this field zero
 *  12  previousCrc      4   headerCrc of the batch before this one in the log
 *  16  poolHigh, poolLow 16 the pool's identity
 *  32  segment          8   sequence number of the segment; never given twice
 *  40  block            4   place of this header in the segment, in blocks
 *  44  payloadBlocks    4   0 to 256
 *  48  firstLsn         8   LSN of the first record; the others follow one by one
 *  56  recordCount      4
 *  60  recordBytes      4   bytes of records from offset 96
 *  64  epoch            8   raised at every open of the pool
 *  72  durableLsn       8   all up to here was on stable storage when this was written
 *  80  timeMillis       8   wall clock
 *  88  checkpoint       8   the newest one that was durable when this was written
 *  96  records
 *      rest             a pattern made of epoch and firstLsn
 * </pre>
 *
 * <p>A batch counts only if its checksum holds, its pool, segment and place are those where it
 * stands, its LSN continues the log, {@code previousCrc} names the batch before it, and the payload
 * matches the checksums in its records. So neither a torn batch, nor one of an earlier life of the
 * segment, nor one that a crash cut off from its predecessor is taken for the log.
 */
public record BatchHeader(
    int headerCrc,
    int previousCrc,
    long poolHigh,
    long poolLow,
    long segment,
    int block,
    int payloadBlocks,
    long firstLsn,
    int recordCount,
    int recordBytes,
    long epoch,
    long durableLsn,
    long timeMillis,
    long checkpoint) {
  /** Where records begin. */
  public static final int RECORDS_OFFSET = 96;

  /** Bytes of records that fit. */
  public static final int RECORDS_BYTES_MAX = Layout.BLOCK_BYTES - RECORDS_OFFSET;

  /** Blocks of payload that a batch carries at most. */
  public static final int PAYLOAD_BLOCKS_MAX = 256;

  /** Blocks of a batch that are no payload: the header and its copy. */
  public static final int FRAME_BLOCKS = 2;

  private static final long MAGIC = 0x3154414254505453L; // "STPTBAT2"

  /**
   * Fills the fixed fields of the header at the start of {@code memory}, seals it, and puts the
   * copy behind the payload.
   */
  public static int seal(MemorySegment memory, BatchHeader header, Crc crc) {
    header.put(memory);
    long end = RECORDS_OFFSET + (long) header.recordBytes;
    fillTail(memory, end, header);
    int sum = crc.of(memory, 0, Layout.BLOCK_BYTES);
    memory.set(INT, 8, sum);
    long copy = header.copyOffset();
    MemorySegment.copy(memory, 0, memory, copy, Layout.BLOCK_BYTES);
    return sum;
  }

  /** Fills the fixed fields without sealing: records are still to come. */
  public void put(MemorySegment memory) {
    memory.set(LONG, 0, MAGIC);
    memory.set(INT, 8, 0);
    memory.set(INT, 12, previousCrc);
    memory.set(LONG, 16, poolHigh);
    memory.set(LONG, 24, poolLow);
    memory.set(LONG, 32, segment);
    memory.set(INT, 40, block);
    memory.set(INT, 44, payloadBlocks);
    memory.set(LONG, 48, firstLsn);
    memory.set(INT, 56, recordCount);
    memory.set(INT, 60, recordBytes);
    memory.set(LONG, 64, epoch);
    memory.set(LONG, 72, durableLsn);
    memory.set(LONG, 80, timeMillis);
    memory.set(LONG, 88, checkpoint);
  }

  /** The same with other contents. */
  public BatchHeader holding(int blocks, int records, int bytes) {
    return new BatchHeader(
        headerCrc,
        previousCrc,
        poolHigh,
        poolLow,
        segment,
        block,
        blocks,
        firstLsn,
        records,
        bytes,
        epoch,
        durableLsn,
        timeMillis,
        checkpoint);
  }

  /**
   * The unused rest of the block, different in every life of the pool. Were it zero, the first
   * sector of a batch that a crash tore, and the rest of one that was torn at the same place in the
   * next life, could make up an intact header between them.
   */
  private static void fillTail(MemorySegment memory, long from, BatchHeader header) {
    long pattern =
        ((header.epoch * 0x9E3779B97F4A7C15L) ^ (header.firstLsn * 0xC2B2AE3D27D4EB4FL)) | 1;
    long aligned = (from + 7) & ~7L;
    memory.asSlice(from, aligned - from).fill((byte) 0);
    for (long at = aligned; at < Layout.BLOCK_BYTES; at += 8) {
      memory.set(LONG, at, pattern);
    }
  }

  /** Reads a header whose checksum holds and whose figures are in range; empty otherwise. */
  public static Optional<BatchHeader> open(MemorySegment memory, Crc crc) {
    if (memory.get(LONG, 0) != MAGIC) {
      return Optional.empty();
    }
    int sum = memory.get(INT, 8);
    memory.set(INT, 8, 0);
    int computed = crc.of(memory, 0, Layout.BLOCK_BYTES);
    memory.set(INT, 8, sum);
    BatchHeader header = peek(memory);
    boolean sane =
        computed == sum
            && header.payloadBlocks >= 0
            && header.payloadBlocks <= PAYLOAD_BLOCKS_MAX
            && header.recordBytes >= 0
            && header.recordBytes <= RECORDS_BYTES_MAX
            && header.recordCount >= 0
            && header.firstLsn > 0;
    return sane ? Optional.of(header) : Optional.empty();
  }

  /** The fixed fields as they stand, checked by nobody. */
  public static BatchHeader peek(MemorySegment memory) {
    return new BatchHeader(
        memory.get(INT, 8),
        memory.get(INT, 12),
        memory.get(LONG, 16),
        memory.get(LONG, 24),
        memory.get(LONG, 32),
        memory.get(INT, 40),
        memory.get(INT, 44),
        memory.get(LONG, 48),
        memory.get(INT, 56),
        memory.get(INT, 60),
        memory.get(LONG, 64),
        memory.get(LONG, 72),
        memory.get(LONG, 80),
        memory.get(LONG, 88));
  }

  /** Blocks that the whole batch takes. */
  public int blocks() {
    return FRAME_BLOCKS + payloadBlocks;
  }

  /** Where the copy stands, in bytes from the header. */
  public long copyOffset() {
    return (1L + payloadBlocks) << Layout.BLOCK_SHIFT;
  }

  /** Whether it stands, or its copy does, at a block of the segment. */
  public boolean mayStandAt(int place) {
    return place == block || place == block + 1 + payloadBlocks;
  }

  /** Where records end. */
  public int recordsEnd() {
    return RECORDS_OFFSET + recordBytes;
  }

  /** Where records end in a header that is known to be intact. */
  public static int recordsEnd(MemorySegment memory) {
    return RECORDS_OFFSET + memory.get(INT, 60);
  }

  /** LSN of the last record. */
  public long lastLsn() {
    return firstLsn + recordCount - 1;
  }
}
