package dev.stillpoint.engine.space;

import static dev.stillpoint.engine.format.Layout.INT;
import static dev.stillpoint.engine.format.Layout.LONG;
import static dev.stillpoint.engine.format.Layout.SHORT;

import dev.stillpoint.engine.format.Crc;
import dev.stillpoint.engine.format.Layout;
import java.lang.foreign.MemorySegment;

/**
 * The footer of a closed segment: its block table, in pages that are each read and checked alone,
 * so that a reader loads one page for a thousand checksums and never the whole. Redundant: where a
 * page is damaged, the headers say the same.
 *
 * <pre>
 *   0  magic 8 "STPTFOO3"
 *   8  segment 8
 *  16  poolHigh, poolLow 16
 *  32  page 4     its number in the footer
 *  36  crc 4      CRC-32C of the 4096 bytes with this field zero
 *  40  entries
 * </pre>
 *
 * <p>First come pages of checksums (1014 of 4 bytes each), then pages of header distances (2028 of
 * 2), then pages of stamps (169 of 24: family, block, identity). The distance is how many blocks
 * before it the header of its batch stands, if the block is sealed, and 0 if it is plain.
 */
public final class FooterCodec {
  /** Where entries begin. */
  static final int ENTRIES_OFFSET = 40;

  static final int SUMS = (Layout.BLOCK_BYTES - ENTRIES_OFFSET) / 4;
  static final int HEADERS = (Layout.BLOCK_BYTES - ENTRIES_OFFSET) / 2;
  static final int STAMP_BYTES = 24;
  static final int STAMPS = (Layout.BLOCK_BYTES - ENTRIES_OFFSET) / STAMP_BYTES;

  private static final long MAGIC = 0x334F4F4654505453L;

  private final int blocks;
  private final int sumPages;
  private final int headerPages;
  private final long poolHigh;
  private final long poolLow;

  /** Reads and writes footers of the segments of one pool. */
  public FooterCodec(Geometry geometry, long poolHigh, long poolLow) {
    this.blocks = geometry.blocks();
    this.sumPages = pages(blocks, SUMS);
    this.headerPages = pages(blocks, HEADERS);
    this.poolHigh = poolHigh;
    this.poolLow = poolLow;
  }

  /** Pages of the footer of a segment of so many blocks. */
  static int pages(int blocks) {
    return pages(blocks, SUMS) + pages(blocks, HEADERS) + pages(blocks, STAMPS);
  }

  private static int pages(int entries, int perPage) {
    return (entries + perPage - 1) / perPage;
  }

  /** Pages of the footer. */
  public int pages() {
    return pages(blocks);
  }

  /** The page that holds the checksum of a block. */
  public int sumPage(int block) {
    return block / SUMS;
  }

  /** The page that holds the header distance of a block. */
  public int headerPage(int block) {
    return sumPages + block / HEADERS;
  }

  /** Takes a checksum out of its page. */
  public static int sum(MemorySegment page, int block) {
    return page.get(INT, ENTRIES_OFFSET + 4L * (block % SUMS));
  }

  /** Takes a header distance out of its page. */
  public static int header(MemorySegment page, int block) {
    return page.get(SHORT, ENTRIES_OFFSET + 2L * (block % HEADERS));
  }

  /** Fills {@code memory}, one block, with a page. */
  public void put(MemorySegment memory, int page, BlockTable table, Crc crc) {
    memory.fill((byte) 0);
    memory.set(LONG, 0, MAGIC);
    memory.set(LONG, 8, table.segment());
    memory.set(LONG, 16, poolHigh);
    memory.set(LONG, 24, poolLow);
    memory.set(INT, 32, page);
    if (page < sumPages) {
      int first = page * SUMS;
      for (int i = 0; i < SUMS && first + i < blocks; i++) {
        memory.set(INT, ENTRIES_OFFSET + 4L * i, table.sum(first + i));
      }
    } else if (page < sumPages + headerPages) {
      int first = (page - sumPages) * HEADERS;
      for (int i = 0; i < HEADERS && first + i < blocks; i++) {
        memory.set(SHORT, ENTRIES_OFFSET + 2L * i, (short) table.header(first + i));
      }
    } else {
      int first = (page - sumPages - headerPages) * STAMPS;
      for (int i = 0; i < STAMPS && first + i < blocks; i++) {
        long at = ENTRIES_OFFSET + (long) STAMP_BYTES * i;
        memory.set(LONG, at, table.family(first + i));
        memory.set(LONG, at + 8, table.block(first + i));
        memory.set(LONG, at + 16, table.identity(first + i));
      }
    }
    memory.set(INT, 36, crc.of(memory, 0, Layout.BLOCK_BYTES));
  }

  /** Whether a block is that page of that segment's footer, and intact. */
  public boolean intact(MemorySegment memory, long segment, int page, Crc crc) {
    if (memory.get(LONG, 0) != MAGIC
        || memory.get(LONG, 8) != segment
        || memory.get(LONG, 16) != poolHigh
        || memory.get(LONG, 24) != poolLow
        || memory.get(INT, 32) != page) {
      return false;
    }
    int sum = memory.get(INT, 36);
    memory.set(INT, 36, 0);
    boolean intact = crc.of(memory, 0, Layout.BLOCK_BYTES) == sum;
    memory.set(INT, 36, sum);
    return intact;
  }

  /** Puts a footer, all of whose pages are intact, into a table. */
  public void take(MemorySegment footer, BlockTable table) {
    int stampPage = sumPages + headerPages;
    for (int block = 0; block < blocks; block++) {
      MemorySegment stamps = page(footer, stampPage + block / STAMPS);
      long at = ENTRIES_OFFSET + (long) STAMP_BYTES * (block % STAMPS);
      table.set(
          block,
          stamps.get(LONG, at),
          stamps.get(LONG, at + 8),
          sum(page(footer, sumPage(block)), block),
          header(page(footer, headerPage(block)), block));
      table.setIdentity(block, stamps.get(LONG, at + 16));
    }
  }

  /** One page of a whole footer. */
  public static MemorySegment page(MemorySegment footer, int page) {
    return footer.asSlice((long) page << Layout.BLOCK_SHIFT, Layout.BLOCK_BYTES);
  }
}
