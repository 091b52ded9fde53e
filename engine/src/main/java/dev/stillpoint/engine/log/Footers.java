package dev.stillpoint.engine.log;

import dev.stillpoint.engine.format.Crc;
import dev.stillpoint.engine.format.Layout;
import dev.stillpoint.engine.io.OpenFiles;
import dev.stillpoint.engine.space.BlockTable;
import dev.stillpoint.engine.space.Checks;
import dev.stillpoint.engine.space.FooterCodec;
import dev.stillpoint.engine.space.Geometry;
import dev.stillpoint.engine.space.PageCache;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * What stands in the segments: from memory as long as the footer is not written, then from pages of
 * the footer, on demand through a bounded cache. A page that is lost is made anew from the headers,
 * counted, and written again. Safe for several threads; nobody asks under the append lock, since it
 * may read.
 */
final class Footers {
  private final OpenFiles files;
  private final Geometry geometry;
  private final PoolIdentity pool;
  private final FooterCodec codec;
  private final PageCache cache;
  private final boolean heals;
  private final AtomicReferenceArray<BlockTable> unwritten;
  private final AtomicLong lost = new AtomicLong();
  private final AtomicLong unwrittenPages = new AtomicLong();

  /**
   * The footers of a pool.
   *
   * @param cacheBytes heap for pages
   * @param heals whether lost pages may be written again
   */
  Footers(OpenFiles files, Geometry geometry, PoolIdentity pool, long cacheBytes, boolean heals) {
    this.files = files;
    this.geometry = geometry;
    this.pool = pool;
    this.heals = heals;
    codec = new FooterCodec(geometry, pool.high(), pool.low());
    cache = new PageCache(cacheBytes);
    unwritten = new AtomicReferenceArray<>(geometry.slots());
  }

  /** Keeps the table of a segment in memory until its footer is written. */
  void hold(int slot, BlockTable table) {
    unwritten.set(slot, table);
  }

  /** The segment in a slot is gone. */
  void forget(int slot) {
    unwritten.set(slot, null);
  }

  private BlockTable held(int slot, long segment) {
    BlockTable table = unwritten.get(slot);
    return table != null && table.segment() == segment ? table : null;
  }

  /** Checksums of {@code count} blocks from {@code first} on. */
  Checks checks(int slot, long segment, int first, int count) throws IOException {
    BlockTable table = held(slot, segment);
    if (table != null) {
      return table;
    }
    int firstPage = codec.sumPage(first);
    MemorySegment page = page(slot, segment, firstPage);
    int lastPage = codec.sumPage(first + count - 1);
    if (lastPage == firstPage) {
      return block -> FooterCodec.sum(page, block);
    }
    MemorySegment[] pages = new MemorySegment[lastPage - firstPage + 1];
    for (int i = 0; i < pages.length; i++) {
      pages[i] = page(slot, segment, firstPage + i);
    }
    return block -> FooterCodec.sum(pages[codec.sumPage(block) - firstPage], block);
  }

  /** How many blocks before it the header of a block's batch stands; 0 if the block is plain. */
  int headerDistance(int slot, long segment, int block) throws IOException {
    BlockTable table = held(slot, segment);
    return table != null
        ? table.header(block)
        : FooterCodec.header(page(slot, segment, codec.headerPage(block)), block);
  }

  private long location(long segment, int page) {
    return geometry.location(segment, geometry.logBlocks() + page);
  }

  private MemorySegment page(int slot, long segment, int page) throws IOException {
    long location = location(segment, page);
    MemorySegment known = cache.get(location);
    if (known != null) {
      return known;
    }
    MemorySegment kept = MemorySegment.ofArray(new byte[Layout.BLOCK_BYTES]);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment memory = arena.allocate(Layout.BLOCK_BYTES, Layout.BLOCK_BYTES);
      boolean read = read(slot, geometry.position(location), memory);
      if (!read || !codec.intact(memory, segment, page, new Crc())) {
        rebuild(slot, segment, page, memory, read);
      }
      kept.copyFrom(memory);
    }
    cache.put(location, kept);
    return kept;
  }

  private boolean read(int slot, long position, MemorySegment memory) {
    try (OpenFiles.Lease lease = files.use(slot)) {
      lease.file().read(position, memory);
      return true;
    } catch (IOException e) {
      System.getLogger("stillpoint.engine")
          .log(System.Logger.Level.WARNING, "the footer of segment file " + slot, e);
      return false;
    }
  }

  /** Everything that a closed segment holds. */
  BlockTable table(int slot, long segment) throws IOException {
    BlockTable held = held(slot, segment);
    if (held != null) {
      return held;
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment footer =
          arena.allocate((long) codec.pages() << Layout.BLOCK_SHIFT, Layout.BLOCK_BYTES);
      boolean read = read(slot, geometry.position(location(segment, 0)), footer);
      Crc crc = new Crc();
      int page = 0;
      while (page < codec.pages()) {
        int end = page;
        while (end < codec.pages()
            && !(read && codec.intact(FooterCodec.page(footer, end), segment, end, crc))) {
          end++;
        }
        if (end > page) {
          rebuild(slot, segment, page, pages(footer, page, end), read);
        }
        page = end + 1;
      }
      BlockTable table = new BlockTable(geometry, segment);
      codec.take(footer, table);
      return table;
    }
  }

  private static MemorySegment pages(MemorySegment footer, int from, int end) {
    return footer.asSlice(
        (long) from << Layout.BLOCK_SHIFT, (long) (end - from) << Layout.BLOCK_SHIFT);
  }

  /**
   * Makes lost pages anew from the headers. They are written again if the headers say everything;
   * not over what only could not be read, which may come back.
   *
   * @param from number of the first lost page
   * @param to the lost pages
   */
  private void rebuild(int slot, long segment, int from, MemorySegment to, boolean read)
      throws IOException {
    int end = from + (int) (to.byteSize() >> Layout.BLOCK_SHIFT);
    BlockTable table = new BlockTable(geometry, segment);
    try (OpenFiles.Lease lease = files.use(slot)) {
      boolean whole = SegmentScan.rebuild(lease.file(), geometry, pool, table);
      Crc crc = new Crc();
      for (int page = from; page < end; page++) {
        codec.put(FooterCodec.page(to, page - from), page, table, crc);
      }
      lost.addAndGet(end - from);
      System.getLogger("stillpoint.engine")
          .log(
              System.Logger.Level.WARNING,
              (end - from)
                  + " pages of the footer of segment file "
                  + slot
                  + " were lost and made anew from its headers"
                  + (whole ? "" : ", of which some are damaged too"));
      if (!(whole && heals && read && writeAgain(slot, location(segment, from), to))) {
        unwrittenPages.addAndGet(end - from);
      }
    }
  }

  private boolean writeAgain(int slot, long location, MemorySegment pages) {
    try (OpenFiles.Lease lease = files.use(slot)) {
      lease.file().write(geometry.position(location), pages);
      return true;
    } catch (IOException e) {
      System.getLogger("stillpoint.engine")
          .log(
              System.Logger.Level.WARNING, "the footer of segment file " + slot + " stays lost", e);
      return false;
    }
  }

  /** Writes the footer of a segment that is full; its table need not be held any longer. */
  void write(int slot, BlockTable table) throws IOException {
    try (Arena arena = Arena.ofConfined();
        OpenFiles.Lease lease = files.use(slot)) {
      MemorySegment footer =
          arena.allocate((long) codec.pages() << Layout.BLOCK_SHIFT, Layout.BLOCK_BYTES);
      Crc crc = new Crc();
      for (int page = 0; page < codec.pages(); page++) {
        codec.put(FooterCodec.page(footer, page), page, table, crc);
      }
      lease.dirty(true);
      lease.file().write(geometry.position(location(table.segment(), 0)), footer);
      for (int page = 0; page <= codec.sumPage(geometry.logBlocks() - 1); page++) {
        MemorySegment kept = MemorySegment.ofArray(new byte[Layout.BLOCK_BYTES]);
        cache.put(location(table.segment(), page), kept.copyFrom(FooterCodec.page(footer, page)));
      }
    }
    unwritten.compareAndSet(slot, table, null);
  }

  /** Pages of footers that were lost, so far. */
  long lost() {
    return lost.get();
  }

  /** Those of them that could not be written again. */
  long unwrittenPages() {
    return unwrittenPages.get();
  }

  /** Tables that are held in memory. */
  int held() {
    int count = 0;
    for (int slot = 0; slot < unwritten.length(); slot++) {
      count += unwritten.get(slot) == null ? 0 : 1;
    }
    return count;
  }
}
