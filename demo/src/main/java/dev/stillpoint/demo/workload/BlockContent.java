package dev.stillpoint.demo.workload;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * The bytes of one part of one transaction, a function of seed, role, slot and number.
 *
 * <pre>
 *  0  magic "STILLTXN"     8  seed            16  transaction
 * 24  role:32             28  slot:32         32  CRC-32C of the block with this field zero:32
 * 36  zero:32             40  filling: a sequence that seed, role and transaction begin
 * </pre>
 *
 * <p>Big-endian. A block that was never written is all zeros.
 */
public final class BlockContent {
  /** What {@link #transactionIn} says of a block that was never written. */
  public static final long NEVER_WRITTEN = -1;

  /**
   * What {@link #transactionIn} says of a block that is torn, foreign, misplaced or otherwise not
   * as it was written.
   */
  public static final long DAMAGED = -2;

  private static final long MAGIC = 0x5354494c4c54584eL;
  private static final int CRC_AT = 32;
  private static final byte[] ZERO_FIELD = new byte[Integer.BYTES];
  private static final int FILLING_AT = 40;
  private static final long GOLDEN = 0x9e3779b97f4a7c15L;

  private BlockContent() {}

  /** Fills a block of 4 KiB from the buffer's start and leaves the buffer ready to be written. */
  public static void fill(ByteBuffer block, Layout layout, Role role, long transaction) {
    block.clear().order(ByteOrder.BIG_ENDIAN);
    block.putLong(MAGIC).putLong(layout.seed()).putLong(transaction);
    block.putInt(role.number()).putInt(layout.slot(role, transaction)).putLong(0);
    long state = fillingStart(layout.seed(), role, transaction);
    while (block.hasRemaining()) {
      state += GOLDEN;
      block.putLong(mix(state));
    }
    block.flip();
    block.putInt(CRC_AT, crc(block));
  }

  /**
   * Whose part a block holds.
   *
   * @param block 4 KiB; position and limit stay
   * @return the transaction's number, {@link #NEVER_WRITTEN} or {@link #DAMAGED}
   */
  public static long transactionIn(ByteBuffer block, Layout layout, Role role, int slot) {
    int at = block.position();
    if (block.getLong(at) == 0) {
      return isZero(block) ? NEVER_WRITTEN : DAMAGED;
    }
    long transaction = block.getLong(at + 16);
    boolean headerFits =
        block.getLong(at) == MAGIC
            && block.getLong(at + 8) == layout.seed()
            && transaction >= 0
            && block.getInt(at + 24) == role.number()
            && block.getInt(at + 28) == slot
            && block.getInt(at + 36) == 0
            && layout.slot(role, transaction) == slot;
    return headerFits && bytesFit(block, layout, role, transaction) ? transaction : DAMAGED;
  }

  static long mix(long value) {
    long z = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  private static boolean bytesFit(ByteBuffer block, Layout layout, Role role, long transaction) {
    int at = block.position();
    if (crc(block) != block.getInt(at + CRC_AT)) {
      return false;
    }
    long state = fillingStart(layout.seed(), role, transaction);
    for (int i = FILLING_AT; i < Layout.BLOCK_BYTES; i += Long.BYTES) {
      state += GOLDEN;
      if (block.getLong(at + i) != mix(state)) {
        return false;
      }
    }
    return true;
  }

  private static long fillingStart(long seed, Role role, long transaction) {
    return mix(seed ^ mix(transaction * 4 + role.number()));
  }

  /** Over the 4 KiB from the buffer's position, as if the checksum's own field were zero. */
  private static int crc(ByteBuffer block) {
    CRC32C crc = new CRC32C();
    int behindField = CRC_AT + Integer.BYTES;
    crc.update(block.slice(block.position(), CRC_AT));
    crc.update(ZERO_FIELD);
    crc.update(block.slice(block.position() + behindField, Layout.BLOCK_BYTES - behindField));
    return (int) crc.getValue();
  }

  private static boolean isZero(ByteBuffer block) {
    for (int i = 0; i < Layout.BLOCK_BYTES; i += Long.BYTES) {
      if (block.getLong(block.position() + i) != 0) {
        return false;
      }
    }
    return true;
  }
}
