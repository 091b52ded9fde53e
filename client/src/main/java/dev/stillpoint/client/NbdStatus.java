package dev.stillpoint.client;

/** How an NBD request ended. */
public enum NbdStatus {
  /** Done. */
  OK(0),
  /** EPERM: such as a write to a read-only export. */
  NOT_PERMITTED(1),
  /** EIO. */
  IO_ERROR(5),
  /** ENOMEM. */
  NO_MEMORY(12),
  /** EINVAL, and every number that the protocol does not name. */
  INVALID(22),
  /** ENOSPC: the pool is full, or the request lies beyond the end of the disk. */
  NO_SPACE(28),
  /** EOVERFLOW. */
  OVERFLOW(75),
  /** ENOTSUP. */
  NOT_SUPPORTED(95),
  /** ESHUTDOWN: the server ends the export in good order. */
  SHUTTING_DOWN(108),
  /** No answer: the connection broke. The request may or may not have been done. */
  DISCONNECTED(-1);

  private final int wire;

  NbdStatus(int wire) {
    this.wire = wire;
  }

  /** The status for an error number of a reply. */
  static NbdStatus of(int wireError) {
    for (NbdStatus status : values()) {
      if (status.wire == wireError && status != DISCONNECTED) {
        return status;
      }
    }
    return INVALID;
  }
}
