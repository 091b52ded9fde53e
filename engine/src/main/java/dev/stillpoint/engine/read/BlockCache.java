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

  /** Of so many blocks that are read where all ways are taken, one takes the place of another. */
  private static final int OFFERS_PER_PLACE = 8;

  private final int sets;
  private final long[] keys;
  private final byte[] referenced;
  private final byte[] hands;
  private final byte[] offers;
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
    offers = new byte[sets];
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

  /**
   * Takes in a verified block that was read, if that pays: to copy each block of a working set that
   * is larger than the cache costs more than the few hits that it brings, and a block that is read
   * often is offered often.
   */
  public void offer(long key, MemorySegment source, long sourceOffset) {
    if (isWelcome(set(key))) {
      put(key, source, sourceOffset);
    }
  }

  private boolean isWelcome(int set) {
    synchronized (guards[set / SETS_PER_CHUNK]) {
      int first = set * WAYS;
      for (int way = 0; way < WAYS; way++) {
        if (keys[first + way] == 0) {
          return true;
        }
      }
      offers[set] = (byte) ((offers[set] + 1) % OFFERS_PER_PLACE);
      return offers[set] == 0;
    }
  }

  /** Takes in a verified block, whatever it takes the place of. */
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
