package dev.stillpoint.nbd.session;

import dev.stillpoint.block.BlockFault;
import dev.stillpoint.nbd.wire.Wire;
import java.nio.charset.StandardCharsets;

/** Why a request is not executed or failed: the error number and a sentence for the client. */
enum Refusal {
  /** It is not refused. */
  NONE(Wire.Errno.OK, ""),
  BEYOND_END(Wire.Errno.EINVAL, "the request reaches beyond the end of the export"),
  WRITE_BEYOND_END(Wire.Errno.ENOSPC, "the write reaches beyond the end of the export"),
  READ_ONLY(Wire.Errno.EPERM, "the export is read-only"),
  UNKNOWN_COMMAND(Wire.Errno.EINVAL, "this command is not known here"),
  UNKNOWN_FLAG(Wire.Errno.EINVAL, "this flag does not apply to this command"),
  FLUSH_RANGE(Wire.Errno.EINVAL, "a flush has neither offset nor length"),
  NO_CONTEXT(Wire.Errno.EINVAL, "no metadata context was selected for this export"),
  EMPTY_STATUS(Wire.Errno.EINVAL, "the status of no bytes was asked for"),
  TOO_LARGE(Wire.Errno.EINVAL, "the request carries more than 32 MiB"),
  TOO_LARGE_READ(Wire.Errno.EOVERFLOW, "the read asks for more than 32 MiB"),
  NO_MEMORY(Wire.Errno.ENOMEM, "too many large requests are under way"),
  SHUTDOWN(Wire.Errno.ESHUTDOWN, "the export is being taken away"),
  OUT_OF_SPACE(Wire.Errno.ENOSPC, "the pool has no room"),
  CORRUPT(Wire.Errno.EIO, "stored bytes do not match their checksum"),
  STORAGE(Wire.Errno.EIO, "the storage failed"),
  GONE(Wire.Errno.EIO, "what the export showed is gone"),
  KEY_UNAVAILABLE(Wire.Errno.EPERM, "the key of the export is not available"),
  OUT_OF_SERVICE(Wire.Errno.EIO, "the pool is out of service");

  private final int errno;
  private final String text;

  Refusal(int errno, String text) {
    this.errno = errno;
    this.text = text;
  }

  int errno() {
    return errno;
  }

  /** The sentence as it is sent. */
  byte[] text() {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** The one place where a fault of the engine becomes an error number. */
  static Refusal of(BlockFault fault) {
    return switch (fault) {
      case BlockFault.OutOfSpace _ -> OUT_OF_SPACE;
      case BlockFault.Corrupt _ -> CORRUPT;
      case BlockFault.Io _ -> STORAGE;
      case BlockFault.Fenced _ -> SHUTDOWN;
      case BlockFault.OutOfRange _ -> BEYOND_END;
      case BlockFault.ReadOnly _ -> READ_ONLY;
      case BlockFault.NotFound _ -> GONE;
      case BlockFault.AlreadyExists _ -> STORAGE;
      case BlockFault.KeyUnavailable _ -> KEY_UNAVAILABLE;
      case BlockFault.OutOfService _ -> OUT_OF_SERVICE;
    };
  }
}
