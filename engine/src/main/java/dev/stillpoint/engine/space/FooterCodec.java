package dev.stillpoint.engine.space;

import static dev.stillpoint.engine.format.Layout.INT;
import static dev.stillpoint.engine.format.Layout.LONG;

import dev.stillpoint.engine.format.Crc;
import dev.stillpoint.engine.format.Layout;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/**
 * The footer of a closed segment: its block table, so that one read tells what a segment holds
 * instead of a walk over its headers. Redundant: where it is damaged, the headers say the same.
 *
 * <pre>
 *   0  magic 8 "STPTFOO2"
 *   8  segment 8
 *  16  poolHigh, poolLow 16
 *  32  entries 4
 *  36  crc 4    CRC-32C of the entries
 *  40  headCrc 4 CRC-32C of bytes 0 to 40
 *  4096  entries of 24: family 8, block 8, check 4, header 4
 * </pre>
 *
 * <p>{@code header} is how many blocks before it the header of its batch stands, if the block is
 * sealed, and 0 if it is plain.
 */
public final class FooterCodec {
  private FooterCodec() {}

  private static final long MAGIC = 0x324F4F4654505453L;

  /** Fills {@code memory}, which has the size of the footer. */
  public static void put(
      MemorySegment memory, long segment, long poolHigh, long poolLow, BlockTable table, Crc crc) {
    memory.fill((byte) 0);
    for (int i = 0; i < table.size(); i++) {
      long at = Layout.BLOCK_BYTES + (long) i * Geometry.FOOTER_ENTRY_BYTES;
      memory.set(LONG, at, table.family(i));
      memory.set(LONG, at + 8, table.block(i));
      memory.set(INT, at + 16, table.check(i));
      memory.set(INT, at + 20, table.header(i));
    }
    memory.set(LONG, 0, MAGIC);
    memory.set(LONG, 8, segment);
    memory.set(LONG, 16, poolHigh);
    memory.set(LONG, 24, poolLow);
    memory.set(INT, 32, table.size());
    memory.set(INT, 36, crc.of(memory, Layout.BLOCK_BYTES, memory.byteSize() - Layout.BLOCK_BYTES));
    memory.set(INT, 40, crc.of(memory, 0, 40));
  }

  /** The table, if this is the intact footer of that segment. */
  public static Optional<BlockTable> take(
      MemorySegment memory, long segment, long poolHigh, long poolLow, int size, Crc crc) {
    boolean intact =
        memory.get(LONG, 0) == MAGIC
            && memory.get(LONG, 8) == segment
            && memory.get(LONG, 16) == poolHigh
            && memory.get(LONG, 24) == poolLow
            && memory.get(INT, 32) == size
            && memory.get(INT, 40) == crc.of(memory, 0, 40)
            && memory.get(INT, 36)
                == crc.of(memory, Layout.BLOCK_BYTES, memory.byteSize() - Layout.BLOCK_BYTES);
    if (!intact) {
      return Optional.empty();
    }
    BlockTable table = new BlockTable(size);
    for (int i = 0; i < size; i++) {
      long at = Layout.BLOCK_BYTES + (long) i * Geometry.FOOTER_ENTRY_BYTES;
      table.set(
          i,
          memory.get(LONG, at),
          memory.get(LONG, at + 8),
          memory.get(INT, at + 16),
          memory.get(INT, at + 20));
    }
    return Optional.of(table);
  }
}
