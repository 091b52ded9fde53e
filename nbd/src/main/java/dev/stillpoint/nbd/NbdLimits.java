package dev.stillpoint.nbd;

import dev.stillpoint.nbd.wire.Wire;

/**
 * Bounds on what clients may make a server do.
 *
 * @param connectionsMax connections at one time; further ones are closed at once
 * @param handshakeMillisMax from connecting to the begin of transmission
 * @param optionsMax options in one negotiation
 * @param optionBytesMax data of one option
 * @param largeRequestBytesMax memory that all connections together hold for requests larger than
 *     their ordinary buffers (0.5 MiB a connection)
 * @param memoryWaitMillisMax how long a large request waits for that memory before it is refused
 * @param gracefulMillisMax how long a graceful withdrawal may take before it becomes an immediate
 *     one
 * @param lingerMillis how long requests are answered with ESHUTDOWN after it
 */
public record NbdLimits(
    int connectionsMax,
    int handshakeMillisMax,
    int optionsMax,
    int optionBytesMax,
    long largeRequestBytesMax,
    int memoryWaitMillisMax,
    int gracefulMillisMax,
    int lingerMillis) {
  /** Refuses bounds under which an ordinary client could not work. */
  public NbdLimits {
    atLeast(connectionsMax, 1, "connectionsMax");
    atLeast(handshakeMillisMax, 1, "handshakeMillisMax");
    atLeast(optionsMax, 1, "optionsMax");
    atLeast(optionBytesMax, 2 * Wire.STRING_BYTES_MAX, "optionBytesMax");
    atLeast(largeRequestBytesMax, 4L * Wire.PAYLOAD_BYTES_MAX, "largeRequestBytesMax");
    atLeast(memoryWaitMillisMax, 0, "memoryWaitMillisMax");
    atLeast(gracefulMillisMax, 0, "gracefulMillisMax");
    atLeast(lingerMillis, 0, "lingerMillis");
  }

  /** Bounds for an ordinary server. */
  public static NbdLimits defaults() {
    return new NbdLimits(1024, 30_000, 64, 64 << 10, 512L << 20, 5_000, 3_000, 200);
  }

  private static void atLeast(long value, long least, String name) {
    if (value < least) {
      throw new IllegalArgumentException(name + " must be at least " + least + ", is " + value);
    }
  }
}
