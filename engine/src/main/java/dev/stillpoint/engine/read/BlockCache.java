package dev.stillpoint.engine.read;

import dev.stillpoint.engine.format.Layout;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Verified blocks by key. A key is made of a location, which is never given twice, so its content
 * never changes and there is no coherence to keep. Set-associative with a second chance; memory is
 * taken when it is first used. Safe for several threads.
 */
public final class BlockCache {
  private static final int WAYS = 8;
  private static final int SETS_PER_CHUNK = 32;

  private final int sets;
  private final long[] keys;
  private final byte[] referenced;
  private final byte[] hands;
  private final AtomicReferenceArray<MemorySegment> chunks;

  /** Guards a chunk: its sets and its memory. */
  private final Object[] guards;

  /**
   * An empty cache.
   *
   * @param bytes memory for blocks at most; rounded down to whole chunks of 1 MiB, at least one
   */
  public BlockCache(long bytes) {
    int chunkCount = (int) Math.max(1, bytes / ((long) SETS_PER_CHUNK * WAYS * Layout.BLOCK_BYTES));
    sets = chunkCount * SETS_PER_CHUNK;
    keys = new long[sets * WAYS];
    referenced = new byte[sets * WAYS];
    hands = new byte[sets];
    chunks = new AtomicReferenceArray<>(chunkCount);
    guards = new Object[chunkCount];
    for (int i = 0; i < chunkCount; i++) {
      guards[i] = new Object();
    }
  }

  /** Key of what was born at a location; never zero. */
  public static long key(long location) {
    return location + 1;
  }

  private int set(long key) {
    long mixed = key * 0x9E3779B97F4A7C15L;
    return (int) (((mixed >>> 32) * sets) >>> 32);
  }

  /**
   * Copies a part of a block if it is there.
   *
   * @param from first byte within the block
   */
  public boolean get(
      long key, int from, MemorySegment destination, long destinationOffset, int length) {
    int set = set(key);
    int chunk = set / SETS_PER_CHUNK;
    synchronized (guards[chunk]) {
      int first = set * WAYS;
      for (int way = 0; way < WAYS; way++) {
        if (keys[first + way] == key) {
          referenced[first + way] = 1;
          MemorySegment.copy(
              chunks.get(chunk), offset(set, way) + from, destination, destinationOffset, length);
          return true;
        }
      }
    }
    return false;
  }

  /** Takes in a verified block. */
  public void put(long key, MemorySegment source, long sourceOffset) {
    int set = set(key);
    int chunk = set / SETS_PER_CHUNK;
    synchronized (guards[chunk]) {
      MemorySegment memory = chunks.get(chunk);
      if (memory == null) {
        memory =
            Arena.ofAuto()
                .allocate((long) SETS_PER_CHUNK * WAYS * Layout.BLOCK_BYTES, Layout.BLOCK_BYTES);
        chunks.set(chunk, memory);
      }
      int way = victim(set, key);
      keys[set * WAYS + way] = key;
      referenced[set * WAYS + way] = 0;
      MemorySegment.copy(source, sourceOffset, memory, offset(set, way), Layout.BLOCK_BYTES);
    }
  }

  private int victim(int set, long key) {
    int first = set * WAYS;
    for (int way = 0; way < WAYS; way++) {
      if (keys[first + way] == key || keys[first + way] == 0) {
        return way;
      }
    }
    while (true) {
      int way = hands[set];
      hands[set] = (byte) ((way + 1) % WAYS);
      if (referenced[first + way] == 0) {
        return way;
      }
      referenced[first + way] = 0;
    }
  }

  private static long offset(int set, int way) {
    return ((long) (set % SETS_PER_CHUNK) * WAYS + way) << Layout.BLOCK_SHIFT;
  }
}
