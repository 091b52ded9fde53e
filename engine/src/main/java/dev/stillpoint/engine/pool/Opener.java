package dev.stillpoint.engine.pool;

import dev.stillpoint.block.BlockFault;
import dev.stillpoint.block.DataKeyId;
import dev.stillpoint.engine.format.Layout;
import dev.stillpoint.engine.format.Seals;
import dev.stillpoint.engine.log.Batch;
import dev.stillpoint.engine.seal.BlockCipher;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * Opens the sealed blocks of one read. What still stands in the write buffer is taken out under the
 * lock as it is, sealed, and opened without it like the rest. Serves one thread at a time.
 */
final class Opener {
  /** Held blocks beyond this many are let go after the read that needed them. */
  private static final int HELD_KEPT = 64;

  /** Receives opened blocks. */
  @FunctionalInterface
  interface Target {
    void block(long block, MemorySegment bytes, long offset);
  }

  private final Core core;
  private final BlockCipher cipher = new BlockCipher();
  private final SealReader seals;
  private final byte[] seal = new byte[Seals.BYTES];
  private Device.Cover cover;

  private int held;
  private long[] heldBlock = new long[HELD_KEPT];
  private byte[] heldBytes = new byte[HELD_KEPT << Layout.BLOCK_SHIFT];
  private byte[] heldSeals = new byte[HELD_KEPT * Seals.BYTES];

  Opener(Core core) {
    this.core = core;
    this.seals = new SealReader(core, true);
  }

  void begin(Device.Cover next) {
    cover = next;
    held = 0;
  }

  /** Takes a block out of the write buffer; the caller holds the lock. */
  void hold(Batch batch, int segmentBlock, long block) {
    if (held == heldBlock.length) {
      heldBlock = Arrays.copyOf(heldBlock, held * 2);
      heldBytes = Arrays.copyOf(heldBytes, heldBytes.length * 2);
      heldSeals = Arrays.copyOf(heldSeals, heldSeals.length * 2);
    }
    heldBlock[held] = block;
    MemorySegment.copy(
        batch.payloadAt(segmentBlock, 1),
        Layout.BYTE,
        0,
        heldBytes,
        held << Layout.BLOCK_SHIFT,
        Layout.BLOCK_BYTES);
    if (!batch.seal(segmentBlock, heldSeals, held * Seals.BYTES)) {
      // A seal that opens nothing: the reader hears that the block is damaged.
      Arrays.fill(heldSeals, held * Seals.BYTES, (held + 1) * Seals.BYTES, (byte) 0);
    }
    held++;
  }

  /** Asks for the key; to be let go by {@link #end}. */
  void takeKey() throws BlockFault.KeyUnavailable {
    cipher.use(core.keys.key(new DataKeyId(cover.key())));
  }

  /** Opens what {@link #hold} took. */
  void openHeld(Target target) throws BlockFault.Corrupt {
    for (int i = 0; i < held; i++) {
      MemorySegment.copy(
          heldBytes,
          i << Layout.BLOCK_SHIFT,
          cipher.sealedBytes(),
          Layout.BYTE,
          0,
          Layout.BLOCK_BYTES);
      if (!cipher.open(cover.family(), heldBlock[i], heldSeals, i * Seals.BYTES)) {
        throw core.corrupt(
            "block " + heldBlock[i] + " in the write buffer does not match its seal");
      }
      target.block(heldBlock[i], cipher.plainBytes(), 0);
    }
  }

  /** Where {@link #open} expects the sealed bytes. */
  MemorySegment sealedBytes() {
    return cipher.sealedBytes();
  }

  /**
   * Opens a block that reached its segment.
   *
   * @return its bytes, until the next block is opened
   */
  MemorySegment open(long block, int slot, long location) throws BlockFault {
    long segment = core.geometry.segment(location);
    int segmentBlock = core.geometry.block(location);
    int back;
    try {
      back = core.files.headerDistance(slot, segment, segmentBlock);
    } catch (IOException e) {
      throw new BlockFault.Io("cannot read the log: " + e.getMessage(), e);
    }
    boolean opened =
        seals.find(slot, segment, segmentBlock, back, seal, 0)
            && cipher.open(cover.family(), block, seal, 0);
    if (!opened) {
      throw core.corrupt(
          "block "
              + block
              + " at segment file "
              + slot
              + ", block "
              + segmentBlock
              + " does not match its seal: it is damaged, is another block, or the key is not the"
              + " one that it was sealed under");
    }
    return cipher.plainBytes();
  }

  void end() {
    cipher.forget();
    if (heldBlock.length > HELD_KEPT) {
      heldBlock = new long[HELD_KEPT];
      heldBytes = new byte[HELD_KEPT << Layout.BLOCK_SHIFT];
      heldSeals = new byte[HELD_KEPT * Seals.BYTES];
    }
  }
}
