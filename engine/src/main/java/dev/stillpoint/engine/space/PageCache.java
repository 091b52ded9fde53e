package dev.stillpoint.engine.space;

import dev.stillpoint.engine.format.Layout;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Checked pages of footers, by the location that they stand at, in a bounded part of the heap.
 * Set-associative with a second chance. Pages never change and are handed out without a copy. Safe
 * for several threads without a lock: a lost race costs one more read of a page.
 */
public final class PageCache {
  private static final int WAYS = 4;

  /** A page and what the heap pays for holding it. */
  private static final int BYTES_EACH = Layout.BLOCK_BYTES + 128;

  private static final class Entry {
    private final long location;
    private final MemorySegment page;
    private volatile boolean used;

    Entry(long location, MemorySegment page) {
      this.location = location;
      this.page = page;
    }
  }

  private final int sets;
  private final AtomicReferenceArray<Entry> entries;

  /**
   * An empty cache.
   *
   * @param bytes heap for pages at most; at least one set is kept
   */
  public PageCache(long bytes) {
    sets = Math.clamp(bytes / ((long) BYTES_EACH * WAYS), 1, 1 << 24);
    entries = new AtomicReferenceArray<>(sets * WAYS);
  }

  private int first(long location) {
    long mixed = location * 0x9E3779B97F4A7C15L;
    return (int) (((mixed >>> 32) * sets) >>> 32) * WAYS;
  }

  /** The page, or null. */
  public MemorySegment get(long location) {
    int first = first(location);
    for (int at = first; at < first + WAYS; at++) {
      Entry entry = entries.get(at);
      if (entry != null && entry.location == location) {
        entry.used = true;
        return entry.page;
      }
    }
    return null;
  }

  /** Keeps a page that nobody changes any more, in place of one that was not used for long. */
  public void put(long location, MemorySegment page) {
    int first = first(location);
    int victim = first + (int) (location & (WAYS - 1));
    for (int at = first; at < first + WAYS; at++) {
      Entry entry = entries.get(at);
      if (entry == null || entry.location == location) {
        victim = at;
        break;
      }
      if (!entry.used) {
        victim = at;
      }
      entry.used = false;
    }
    entries.set(victim, new Entry(location, page));
  }

  /** Pages that are kept now. */
  int size() {
    int size = 0;
    for (int at = 0; at < sets * WAYS; at++) {
      size += entries.get(at) == null ? 0 : 1;
    }
    return size;
  }

  /** The most pages that are kept. */
  int sizeMax() {
    return sets * WAYS;
  }
}
