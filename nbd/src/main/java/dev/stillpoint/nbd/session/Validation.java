package dev.stillpoint.nbd.session;

import dev.stillpoint.nbd.negotiation.Agreed;
import dev.stillpoint.nbd.wire.Wire;
import dev.stillpoint.nbd.wire.Wire.Command;
import dev.stillpoint.nbd.wire.Wire.CommandFlag;

/** Refuses everything about a request that can be refused by looking at it. */
final class Validation {
  private Validation() {}

  /**
   * What is wrong with a request, {@link Refusal#NONE} if nothing. Disconnecting is no request in
   * this sense.
   *
   * @param offset unsigned
   * @param length 0 to 2^32 - 1
   */
  static Refusal check(int type, int flags, long offset, long length, Agreed agreed) {
    return switch (type) {
      case Command.READ -> checkRead(flags, offset, length, agreed);
      case Command.WRITE -> checkChange(CommandFlag.FUA, flags, offset, length, agreed);
      case Command.TRIM -> checkTrim(flags, offset, length, agreed);
      case Command.WRITE_ZEROES ->
          checkChange(CommandFlag.FUA | CommandFlag.NO_HOLE, flags, offset, length, agreed);
      case Command.FLUSH -> checkFlush(flags, offset, length, agreed);
      case Command.BLOCK_STATUS -> checkStatus(flags, offset, length, agreed);
      default -> Refusal.UNKNOWN_COMMAND;
    };
  }

  private static Refusal checkRead(int flags, long offset, long length, Agreed agreed) {
    int allowed = agreed.structured() ? CommandFlag.DF : 0;
    if (strange(flags, allowed, agreed)) {
      return Refusal.UNKNOWN_FLAG;
    }
    if (length > Wire.PAYLOAD_BYTES_MAX) {
      return agreed.structured() ? Refusal.TOO_LARGE_READ : Refusal.TOO_LARGE;
    }
    return beyondEnd(offset, length, agreed) ? Refusal.BEYOND_END : Refusal.NONE;
  }

  private static Refusal checkChange(
      int allowed, int flags, long offset, long length, Agreed agreed) {
    if (agreed.readOnly()) {
      return Refusal.READ_ONLY;
    }
    if (strange(flags, allowed, agreed)) {
      return Refusal.UNKNOWN_FLAG;
    }
    return beyondEnd(offset, length, agreed) ? Refusal.WRITE_BEYOND_END : Refusal.NONE;
  }

  /** The specification wants another error number here than for a write. */
  private static Refusal checkTrim(int flags, long offset, long length, Agreed agreed) {
    Refusal refusal = checkChange(CommandFlag.FUA, flags, offset, length, agreed);
    return refusal == Refusal.WRITE_BEYOND_END ? Refusal.BEYOND_END : refusal;
  }

  private static Refusal checkFlush(int flags, long offset, long length, Agreed agreed) {
    if (strange(flags, 0, agreed)) {
      return Refusal.UNKNOWN_FLAG;
    }
    return offset != 0 || length != 0 ? Refusal.FLUSH_RANGE : Refusal.NONE;
  }

  private static Refusal checkStatus(int flags, long offset, long length, Agreed agreed) {
    if (strange(flags, CommandFlag.REQ_ONE, agreed)) {
      return Refusal.UNKNOWN_FLAG;
    }
    if (!agreed.allocation()) {
      return Refusal.NO_CONTEXT;
    }
    if (length == 0) {
      return Refusal.EMPTY_STATUS;
    }
    return beyondEnd(offset, length, agreed) ? Refusal.BEYOND_END : Refusal.NONE;
  }

  /** FUA is legal on every command of an export that offers it, even where it means nothing. */
  private static boolean strange(int flags, int allowed, Agreed agreed) {
    int known = agreed.readOnly() ? allowed : allowed | CommandFlag.FUA;
    return (flags & ~known) != 0;
  }

  private static boolean beyondEnd(long offset, long length, Agreed agreed) {
    return offset < 0 || offset > agreed.sizeBytes() || length > agreed.sizeBytes() - offset;
  }
}
