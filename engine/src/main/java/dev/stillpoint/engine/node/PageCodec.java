package dev.stillpoint.engine.node;

import static dev.stillpoint.engine.format.Layout.BYTE;
import static dev.stillpoint.engine.format.Layout.INT;
import static dev.stillpoint.engine.format.Layout.LONG;

import dev.stillpoint.engine.format.Crc;
import dev.stillpoint.engine.format.Layout;
import java.lang.foreign.MemorySegment;

/**
 * A page of nodes.
 *
 * <pre>
 *   0  magic 8 "STPTNOD1"
 *   8  version 4
 *  12  nodes 4
 *  16  poolHigh, poolLow 16
 *  32  page 8          its own number
 *  40  checkpoint 8    that wrote it
 *  48  crc 4           CRC-32C of the page with zeros here
 *  52  nodes times 4   where each node begins, counted from the start of the page, and its length
 *      then the nodes: birth 8, bytes
 * </pre>
 */
final class PageCodec {
  static final int HEADER_BYTES = 52;
  static final int ENTRY_BYTES = 4;
  static final int BIRTH_BYTES = 8;

  /** The longest node that a page takes. */
  static final int NODE_BYTES_MAX = Layout.BLOCK_BYTES - HEADER_BYTES - ENTRY_BYTES - BIRTH_BYTES;

  private static final long MAGIC = 0x31444F4E54505453L;
  private static final int VERSION = 1;
  private static final int CRC_AT = 48;
  private static final int SHORT_MASK = 0xFFFF;

  private final long poolHigh;
  private final long poolLow;

  PageCodec(long poolHigh, long poolLow) {
    this.poolHigh = poolHigh;
    this.poolLow = poolLow;
  }

  /** Fills in the header of a page whose nodes and entries stand there already. */
  void seal(MemorySegment page, long number, long checkpoint, int nodes) {
    page.set(LONG, 0, MAGIC);
    page.set(INT, 8, VERSION);
    page.set(INT, 12, nodes);
    page.set(LONG, 16, poolHigh);
    page.set(LONG, 24, poolLow);
    page.set(LONG, 32, number);
    page.set(LONG, 40, checkpoint);
    page.set(INT, CRC_AT, 0);
    page.set(INT, CRC_AT, new Crc().of(page, 0, Layout.BLOCK_BYTES));
  }

  static void entry(MemorySegment page, int index, int offset, int length) {
    page.set(INT, HEADER_BYTES + (long) ENTRY_BYTES * index, offset << 16 | length);
  }

  /** Whether the bytes are the page of that number, whole. Leaves them as they are. */
  boolean intact(MemorySegment page, long number) {
    int found = page.get(INT, CRC_AT);
    page.set(INT, CRC_AT, 0);
    int expected = new Crc().of(page, 0, Layout.BLOCK_BYTES);
    page.set(INT, CRC_AT, found);
    return found == expected
        && page.get(LONG, 0) == MAGIC
        && page.get(INT, 8) == VERSION
        && page.get(LONG, 16) == poolHigh
        && page.get(LONG, 24) == poolLow
        && page.get(LONG, 32) == number;
  }

  static long checkpoint(MemorySegment page) {
    return page.get(LONG, 40);
  }

  /**
   * The node's bytes.
   *
   * @return null when no node of that birth stands there
   */
  static byte[] node(MemorySegment page, int index, long birth) {
    if (index >= page.get(INT, 12)) {
      return null;
    }
    int entry = page.get(INT, HEADER_BYTES + (long) ENTRY_BYTES * index);
    int offset = entry >>> 16;
    int length = entry & SHORT_MASK;
    if (page.get(LONG, offset) != birth) {
      return null;
    }
    byte[] bytes = new byte[length - BIRTH_BYTES];
    MemorySegment.copy(page, BYTE, offset + (long) BIRTH_BYTES, bytes, 0, bytes.length);
    return bytes;
  }
}
