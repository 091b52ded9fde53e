package dev.stillpoint.engine.format;

import java.lang.foreign.MemorySegment;
import java.util.zip.CRC32C;

/**
 * The checksum of a data block: CRC-32C over the block number and the 4096 bytes, so that a block
 * found under another number does not pass. Not for several threads at once.
 */
public final class Crc {
  private final CRC32C crc = new CRC32C();

  /** Checksum of the {@code block}-th block of a volume whose bytes stand at {@code offset}. */
  public int ofBlock(long block, MemorySegment memory, long offset) {
    crc.reset();
    crc.update(memory.asSlice(offset, Layout.BLOCK_BYTES).asByteBuffer());
    int data = (int) crc.getValue();
    // Mixing the number in by multiplication is a bijection of it for fixed data.
    long mixed = block * 0x9E3779B97F4A7C15L;
    return data ^ (int) (mixed >>> 32) ^ (int) mixed;
  }

  /** Plain CRC-32C of a range. */
  public int of(MemorySegment memory, long offset, long length) {
    crc.reset();
    crc.update(memory.asSlice(offset, length).asByteBuffer());
    return (int) crc.getValue();
  }
}
