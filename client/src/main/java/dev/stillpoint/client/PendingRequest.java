package dev.stillpoint.client;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One request from its submission to its answer.
 *
 * @param payload what is sent with it or what its answer fills, by command; empty otherwise
 */
record PendingRequest(
    long cookie,
    int command,
    int flags,
    long offset,
    int lengthBytes,
    ByteBuffer payload,
    NbdAnswer answer,
    AtomicBoolean ended) {
  static final int READ = 0;
  static final int WRITE = 1;
  static final int DISCONNECT = 2;
  static final int FLUSH = 3;
  static final int TRIM = 4;
  static final int WRITE_ZEROES = 6;
  static final int FLAG_FUA = 1;
  static final int FLAG_NO_HOLE = 2;
  static final int HEADER_BYTES = 28;

  private static final int MAGIC = 0x25609513;

  void encodeHeader(ByteBuffer into) {
    into.putInt(MAGIC).putShort((short) flags).putShort((short) command);
    into.putLong(cookie).putLong(offset).putInt(lengthBytes);
  }

  /** The part of the payload that is sent after the header. */
  ByteBuffer outgoing() {
    return command == WRITE ? payload.duplicate() : payload.duplicate().limit(payload.position());
  }

  /** Tells the submitter, once; a second end is ignored. */
  void end(NbdStatus status) {
    if (ended.compareAndSet(false, true)) {
      answer.answered(status);
    }
  }
}
