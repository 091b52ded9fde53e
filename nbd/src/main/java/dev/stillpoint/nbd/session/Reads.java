package dev.stillpoint.nbd.session;

import dev.stillpoint.block.BlockDevice;
import dev.stillpoint.block.BlockFault;
import dev.stillpoint.nbd.wire.Wire.CommandFlag;
import java.io.IOException;

/**
 * Executes reads: on the spot, beside it when the storage is waited for ({@link ColdReads}), and in
 * pieces when one is longer than what the connection holds for itself. For the connection's thread.
 */
final class Reads {
  /** The most data of a read that is answered in one piece without memory on lease. */
  static final int OWN_BYTES = 256 << 10;

  /** From here on a read costs so much more than a hand-over that two processors share the work. */
  private static final int MANY_BYTES = 32 << 10;

  private final BlockDevice device;
  private final boolean structured;
  private final Outbox outbox;
  private final ColdReads coldReads;

  Reads(BlockDevice device, boolean structured, Outbox outbox, ColdReads coldReads) {
    this.device = device;
    this.structured = structured;
    this.outbox = outbox;
    this.coldReads = coldReads;
  }

  /** Executes a read that is the client's only request at present. */
  void read(int flags, long cookie, long offset, long length) throws IOException {
    boolean inPieces = structured && (flags & CommandFlag.DF) == 0;
    if (length > OWN_BYTES && inPieces) {
      readInPieces(cookie, offset, length);
      return;
    }
    if (!outbox.roomForRead(length)) {
      outbox.refused(cookie, Refusal.NO_MEMORY);
      return;
    }
    try {
      device.read(offset, outbox.readSlot(length));
      outbox.readDone(cookie, offset, length);
    } catch (BlockFault fault) {
      outbox.refused(cookie, Refusal.of(fault));
    }
    outbox.sendWhenMuch();
  }

  /**
   * Executes a read of a client that keeps several requests under way: beside the others if its
   * bytes must be waited for, or if they are many, further requests are here already and somebody
   * has nothing to do.
   */
  void readDeep(int flags, long cookie, long offset, long length, boolean more) throws IOException {
    if (length > ColdReads.BYTES_MAX) {
      read(flags, cookie, offset, length);
    } else if ((more && length >= MANY_BYTES && coldReads.helps())
        || !readIfWarm(cookie, offset, length)) {
      coldReads.read(cookie, offset, length);
    }
  }

  private boolean readIfWarm(long cookie, long offset, long length) throws IOException {
    outbox.roomForRead(length);
    try {
      if (!device.readIfWarm(offset, outbox.readSlot(length))) {
        return false;
      }
      outbox.readDone(cookie, offset, length);
    } catch (BlockFault fault) {
      outbox.refused(cookie, Refusal.of(fault));
    }
    outbox.sendWhenMuch();
    return true;
  }

  /** Needs no memory beyond the connection's own, and the client begins with what is there. */
  private void readInPieces(long cookie, long offset, long length) throws IOException {
    try {
      for (long done = 0; done < length; done += OWN_BYTES) {
        long piece = Math.min(OWN_BYTES, length - done);
        outbox.roomForRead(piece);
        device.read(offset + done, outbox.readSlot(piece));
        if (done + piece < length) {
          outbox.pieceDone(cookie, offset + done, piece);
        } else {
          outbox.readDone(cookie, offset + done, piece);
        }
        outbox.sendWhenMuch();
      }
    } catch (BlockFault fault) {
      outbox.refused(cookie, Refusal.of(fault));
    }
  }
}
