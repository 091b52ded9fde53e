package dev.stillpoint.engine.log;

import static dev.stillpoint.engine.format.Layout.INT;
import static dev.stillpoint.engine.format.Layout.LONG;

import dev.stillpoint.engine.format.Crc;
import dev.stillpoint.engine.format.Layout;
import dev.stillpoint.engine.io.Storage;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;

/**
 * Where batches stand until they are in their segment: memory that outlives the process. What was
 * answered from here is found again by {@link LeftBatches}, although no write made a system call.
 *
 * <pre>
 *     0  magic 8 "STPTBUF1"
 *     8  poolHigh, poolLow 16
 *    24  epoch 8
 *    32  frames 4
 *    36  crc 4     CRC-32C of bytes 0 to 36
 *    40  distrusted 4   0, or 1 once a write or a sync failed
 *    48  writtenLsn 8   all up to here left the buffer for its segment
 *  4096  for each frame 16: published 8, slot 4, reserved 4; padded to a whole block
 *        frames, each a batch: header and payload
 * </pre>
 *
 * <p>{@code published} is 0 for a frame that holds nothing, and says otherwise how much of the
 * batch is whole ({@link Batch}). Guarded by the append lock.
 */
public final class WriteBuffer {
  static final long MAGIC = 0x3146554254505453L;
  static final int ENTRY_BYTES = 16;
  private static final int DISTRUSTED_AT = 40;
  private static final int WRITTEN_AT = 48;
  private static final int FRAMES_MIN = 4;

  private final ArrayDeque<Batch> free = new ArrayDeque<>();
  private final MemorySegment memory;
  private final int frames;

  private WriteBuffer(MemorySegment memory, int frames) {
    this.memory = memory;
    this.frames = frames;
    for (int i = 0; i < frames; i++) {
      free.add(new Batch(frame(memory, frames, i), entry(memory, i)));
    }
  }

  /** An empty buffer, which takes the place of any that was there. */
  public static WriteBuffer make(Storage storage, PoolIdentity pool, long bytes)
      throws IOException {
    int frames = (int) Math.max(FRAMES_MIN, bytes / Batch.MEMORY_BYTES);
    MemorySegment memory = storage.newLastingMemory(bytes(frames));
    memory.set(LONG, 8, pool.high());
    memory.set(LONG, 16, pool.low());
    memory.set(LONG, 24, pool.epoch());
    memory.set(INT, 32, frames);
    memory.set(LONG, 0, MAGIC);
    memory.set(INT, 36, new Crc().of(memory, 0, 36));
    return new WriteBuffer(memory, frames);
  }

  /** A buffer for a pool that nobody writes to. */
  public static WriteBuffer passing() {
    MemorySegment memory = Arena.ofAuto().allocate(bytes(FRAMES_MIN), Layout.BLOCK_BYTES);
    return new WriteBuffer(memory, FRAMES_MIN);
  }

  private static long bytes(int frames) {
    return firstFrame(frames) + frames * (long) Batch.MEMORY_BYTES;
  }

  private static long firstFrame(int frames) {
    long entries = (long) frames * ENTRY_BYTES;
    long blocks = 1 + (entries + Layout.BLOCK_BYTES - 1) / Layout.BLOCK_BYTES;
    return blocks << Layout.BLOCK_SHIFT;
  }

  static MemorySegment entry(MemorySegment memory, int index) {
    return memory.asSlice(Layout.BLOCK_BYTES + (long) index * ENTRY_BYTES, ENTRY_BYTES);
  }

  static MemorySegment frame(MemorySegment memory, int frames, int index) {
    return memory.asSlice(
        firstFrame(frames) + (long) index * Batch.MEMORY_BYTES, Batch.MEMORY_BYTES);
  }

  /** Whether there is a buffer of this pool in some memory, made in an earlier life. */
  static boolean isOf(MemorySegment memory, PoolIdentity pool) {
    return memory.byteSize() > Layout.BLOCK_BYTES
        && memory.get(LONG, 0) == MAGIC
        && memory.get(INT, 36) == new Crc().of(memory, 0, 36)
        && memory.get(LONG, 8) == pool.high()
        && memory.get(LONG, 16) == pool.low()
        && memory.get(LONG, 24) < pool.epoch()
        && frames(memory) >= FRAMES_MIN
        && bytes(frames(memory)) <= memory.byteSize();
  }

  static int frames(MemorySegment memory) {
    return memory.get(INT, 32);
  }

  /**
   * A write or a sync failed. What left the buffer before may be gone, so what is left in it is not
   * all that was answered.
   */
  void distrust() {
    memory.set(INT, DISTRUSTED_AT, 1);
  }

  /** All up to an LSN stands in its segment, whatever becomes of the process. */
  void written(long lsn) {
    memory.set(LONG, WRITTEN_AT, lsn);
  }

  static long writtenLsn(MemorySegment memory) {
    return memory.get(LONG, WRITTEN_AT);
  }

  static boolean isTrusted(MemorySegment memory) {
    return memory.get(INT, DISTRUSTED_AT) == 0;
  }

  /** Frames that hold nothing. */
  int available() {
    return free.size();
  }

  /** Frames in all. */
  int size() {
    return frames;
  }

  Batch take() {
    return free.remove();
  }

  void give(Batch batch) {
    free.add(batch);
  }
}
