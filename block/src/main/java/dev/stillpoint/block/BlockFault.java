package dev.stillpoint.block;

/**
 * What the world does to an engine, as a checked, sealed family: every boundary maps it with one
 * exhaustive {@code switch}. A caller's mistake (a negative length, a null) is an unchecked
 * exception instead.
 */
public abstract sealed class BlockFault extends Exception {
  private BlockFault(String message) {
    super(message);
  }

  private BlockFault(String message, Throwable cause) {
    super(message, cause);
  }

  /** The pool has no room for the data of this request. Reads, flushes and deletions still work. */
  public static final class OutOfSpace extends BlockFault {
    public OutOfSpace(String message) {
      super(message);
    }
  }

  /** Stored bytes do not match their checksum; none of them is handed out. */
  public static final class Corrupt extends BlockFault {
    public Corrupt(String message) {
      super(message);
    }
  }

  /** The storage below refused a read, a write or a sync. */
  public static final class Io extends BlockFault {
    public Io(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** This device handle was fenced, or its volume or image is gone; nothing of it is applied. */
  public static final class Fenced extends BlockFault {
    public Fenced(String message) {
      super(message);
    }
  }

  /** The request reaches beyond the end of the device. */
  public static final class OutOfRange extends BlockFault {
    public OutOfRange(String message) {
      super(message);
    }
  }

  /** A write to an image. */
  public static final class ReadOnly extends BlockFault {
    public ReadOnly(String message) {
      super(message);
    }
  }

  /** No volume, image or group of that name. */
  public static final class NotFound extends BlockFault {
    public NotFound(String message) {
      super(message);
    }
  }

  /** The name is taken. */
  public static final class AlreadyExists extends BlockFault {
    public AlreadyExists(String message) {
      super(message);
    }
  }

  /**
   * The data key of a sealed volume or image is not available now. Nothing of the request took
   * place; when the key is back, the same request works.
   */
  public static final class KeyUnavailable extends BlockFault {
    public KeyUnavailable(String message) {
      super(message);
    }
  }

  /**
   * The pool was taken out of service: its storage failed in a way after which nothing may be
   * promised, or an invariant did not hold. It stays so until it is opened again.
   */
  public static final class OutOfService extends BlockFault {
    public OutOfService(String message) {
      super(message);
    }

    public OutOfService(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
