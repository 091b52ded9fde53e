package dev.stillpoint.client;

/**
 * What the server said about an export when it was opened.
 *
 * @param sizeBytes the disk's size
 * @param flags the transmission flags of the protocol, 16 bits
 * @param payloadBytesMax the largest payload of one request; the protocol's 32 MiB if the server
 *     named none
 */
public record NbdExport(long sizeBytes, int flags, int payloadBytesMax) {
  static final int PAYLOAD_BYTES_DEFAULT = 32 << 20;

  private static final int READ_ONLY = 1 << 1;
  private static final int SEND_FLUSH = 1 << 2;
  private static final int SEND_FUA = 1 << 3;
  private static final int SEND_TRIM = 1 << 5;
  private static final int SEND_WRITE_ZEROES = 1 << 6;
  private static final int CAN_MULTI_CONN = 1 << 8;

  /** Whether writes are refused. */
  public boolean readOnly() {
    return (flags & READ_ONLY) != 0;
  }

  /** Whether FLUSH may be sent. */
  public boolean canFlush() {
    return (flags & SEND_FLUSH) != 0;
  }

  /** Whether a write may ask to be durable when answered. */
  public boolean canPersistWrites() {
    return (flags & SEND_FUA) != 0;
  }

  /** Whether TRIM may be sent. */
  public boolean canTrim() {
    return (flags & SEND_TRIM) != 0;
  }

  /** Whether WRITE_ZEROES may be sent. */
  public boolean canWriteZeroes() {
    return (flags & SEND_WRITE_ZEROES) != 0;
  }

  /** Whether a flush on one connection covers what was answered on all. */
  public boolean canMultiConnect() {
    return (flags & CAN_MULTI_CONN) != 0;
  }
}
