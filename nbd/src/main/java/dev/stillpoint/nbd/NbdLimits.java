package dev.stillpoint.nbd;

import dev.stillpoint.nbd.session.Transmission;
import dev.stillpoint.nbd.wire.Wire;

/**
 * Bounds on what clients may make a server do.
 *
 * @param connectionsMax connections at one time; further ones are closed at once
 * @param handshakeMillisMax from connecting to the begin of transmission, for a client that was
 *     told of no export
 * @param optionsMax options in one negotiation, for a client that was told of no export
 * @param optionBytesMax data of one option that is looked at; more is read over and refused
 * @param largeRequestBytesMax memory that all connections together hold for requests beyond their
 *     own shares
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
  /** Data of one option that is read over; more ends the connection. */
  public static final int OPTION_READ_OVER_BYTES_MAX = 1 << 20;

  private static final int READS_WAITING_MIN = 64;
  private static final int READS_WAITING_MAX = 512;
  private static final int CONNECTIONS_MIN = 128;
  private static final int CONNECTIONS_MAX = 1024;
  private static final long LARGE_BYTES_MIN = 5L * Wire.PAYLOAD_BYTES_MAX;
  private static final long LARGE_BYTES_MAX = 192L << 20;

  /** How many more options each export allows that a client was told of. */
  private static final int OPTIONS_OF_LISTED = 8;

  /** How much more time it allows. */
  private static final int MILLIS_OF_LISTED = 50;

  /** Refuses bounds under which an ordinary client could not work. */
  public NbdLimits {
    atLeast(connectionsMax, 1, "connectionsMax");
    atLeast(handshakeMillisMax, 1, "handshakeMillisMax");
    atLeast(optionsMax, 1, "optionsMax");
    atLeast(optionBytesMax, 2 * Wire.STRING_BYTES_MAX, "optionBytesMax");
    atLeast(largeRequestBytesMax, LARGE_BYTES_MIN, "largeRequestBytesMax");
    atLeast(memoryWaitMillisMax, 0, "memoryWaitMillisMax");
    atLeast(gracefulMillisMax, 0, "gracefulMillisMax");
    atLeast(lingerMillis, 0, "lingerMillis");
  }

  /** Bounds for an ordinary server. */
  public static NbdLimits defaults() {
    return ordinary(CONNECTIONS_MAX, LARGE_BYTES_MAX);
  }

  /**
   * Bounds for a server whose clients may make it hold so much native memory. What is left of it by
   * large requests says how many connections there may be. With less than 260 MiB the smallest
   * bounds apply, and clients can make it hold that much.
   */
  public static NbdLimits within(long memoryBytes) {
    long large = Math.clamp(memoryBytes * 3 / 8, LARGE_BYTES_MIN, LARGE_BYTES_MAX);
    long busy = Transmission.SHARE_BYTES + Transmission.READ_BYTES;
    int connections = Math.clamp((memoryBytes - large) / busy, CONNECTIONS_MIN, CONNECTIONS_MAX);
    return ordinary(connections, large);
  }

  private static NbdLimits ordinary(int connections, long largeBytes) {
    return new NbdLimits(connections, 30_000, 64, 64 << 10, largeBytes, 5_000, 3_000, 200);
  }

  /**
   * Reads that wait for the storage at one time, of all connections together; where there are more
   * connections than that, each may have one.
   */
  int readsWaitingMax() {
    return Math.clamp(connectionsMax, READS_WAITING_MIN, READS_WAITING_MAX);
  }

  /** How many options a client may send that was told of so many exports. */
  int optionsMax(int listed) {
    return Math.clamp(
        optionsMax + (long) OPTIONS_OF_LISTED * listed, optionsMax, Integer.MAX_VALUE);
  }

  /** How long its negotiation may take. */
  long handshakeMillisMax(int listed) {
    return handshakeMillisMax + (long) MILLIS_OF_LISTED * listed;
  }

  /** The most native memory that clients can make a server hold. */
  public long memoryBytesMax() {
    return largeRequestBytesMax
        + (long) connectionsMax * Transmission.SHARE_BYTES
        + (long) Math.max(connectionsMax, readsWaitingMax()) * Transmission.READ_BYTES;
  }

  private static void atLeast(long value, long least, String name) {
    if (value < least) {
      throw new IllegalArgumentException(name + " must be at least " + least + ", is " + value);
    }
  }
}
