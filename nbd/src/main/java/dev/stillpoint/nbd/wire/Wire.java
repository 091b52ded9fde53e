package dev.stillpoint.nbd.wire;

/** Numbers of the protocol, under the specification's own names where it has them. */
public final class Wire {
  /** "NBDMAGIC", the server's first words. */
  public static final long INIT_MAGIC = 0x4e42444d41474943L;

  /** "IHAVEOPT", before the handshake flags and before each option. */
  public static final long OPTION_MAGIC = 0x49484156454F5054L;

  /** Before each reply to an option. */
  public static final long OPTION_REPLY_MAGIC = 0x3e889045565a9L;

  /** Before each request. */
  public static final int REQUEST_MAGIC = 0x25609513;

  /** Before each simple reply. */
  public static final int SIMPLE_REPLY_MAGIC = 0x67446698;

  /** Before each chunk of a structured reply. */
  public static final int STRUCTURED_REPLY_MAGIC = 0x668e33ef;

  /** Handshake and client flag: fixed newstyle. */
  public static final int FLAG_FIXED_NEWSTYLE = 1;

  /** Handshake and client flag: no padding after the reply to EXPORT_NAME. */
  public static final int FLAG_NO_ZEROES = 2;

  /** Bytes of the client's flags. */
  public static final int CLIENT_FLAGS_BYTES = 4;

  /** Bytes before an option's data. */
  public static final int OPTION_HEADER_BYTES = 16;

  /** Bytes of a request without its payload. */
  public static final int REQUEST_BYTES = 28;

  /** Bytes of a simple reply without its payload. */
  public static final int SIMPLE_REPLY_BYTES = 16;

  /** Bytes of a chunk of a structured reply without its payload. */
  public static final int CHUNK_BYTES = 20;

  /** Bytes of a data chunk before the data. */
  public static final int DATA_CHUNK_BYTES = CHUNK_BYTES + 8;

  /** The longest string that the protocol allows, in bytes. */
  public static final int STRING_BYTES_MAX = 4096;

  /** Smallest request, in bytes, that is offered to clients. */
  public static final int BLOCK_BYTES_MIN = 1;

  /** Request size, in bytes, that costs no reading before writing. */
  public static final int BLOCK_BYTES_PREFERRED = 4096;

  /** The most data, in bytes, that one request may carry in either direction. */
  public static final int PAYLOAD_BYTES_MAX = 32 << 20;

  /** Name of the one metadata context. */
  public static final String BASE_ALLOCATION = "base:allocation";

  /** Identity of {@link #BASE_ALLOCATION} within a connection. */
  public static final int BASE_ALLOCATION_ID = 1;

  /** Status flag of {@link #BASE_ALLOCATION}: nothing is stored. */
  public static final int STATE_HOLE = 1;

  /** Status flag of {@link #BASE_ALLOCATION}: reads as zeros. */
  public static final int STATE_ZERO = 2;

  private Wire() {}

  /** Numbers of the options. */
  public static final class Option {
    public static final int EXPORT_NAME = 1;
    public static final int ABORT = 2;
    public static final int LIST = 3;
    public static final int INFO = 6;
    public static final int GO = 7;
    public static final int STRUCTURED_REPLY = 8;
    public static final int LIST_META_CONTEXT = 9;
    public static final int SET_META_CONTEXT = 10;

    private Option() {}
  }

  /** Numbers of the information items of INFO and GO. */
  public static final class Item {
    public static final int EXPORT = 0;
    public static final int NAME = 1;
    public static final int BLOCK_SIZE = 3;

    private Item() {}
  }

  /** Transmission flags. */
  public static final class Transmission {
    public static final int HAS_FLAGS = 1;
    public static final int READ_ONLY = 1 << 1;
    public static final int SEND_FLUSH = 1 << 2;
    public static final int SEND_FUA = 1 << 3;
    public static final int SEND_TRIM = 1 << 5;
    public static final int SEND_WRITE_ZEROES = 1 << 6;
    public static final int SEND_DF = 1 << 7;
    public static final int CAN_MULTI_CONN = 1 << 8;

    private Transmission() {}
  }

  /** Numbers of the requests. */
  public static final class Command {
    public static final int READ = 0;
    public static final int WRITE = 1;
    public static final int DISC = 2;
    public static final int FLUSH = 3;
    public static final int TRIM = 4;
    public static final int WRITE_ZEROES = 6;
    public static final int BLOCK_STATUS = 7;

    private Command() {}
  }

  /** Flags of requests. */
  public static final class CommandFlag {
    public static final int FUA = 1;
    public static final int NO_HOLE = 1 << 1;
    public static final int DF = 1 << 2;
    public static final int REQ_ONE = 1 << 3;

    private CommandFlag() {}
  }

  /** Error numbers that a reply may carry. */
  public static final class Errno {
    public static final int OK = 0;
    public static final int EPERM = 1;
    public static final int EIO = 5;
    public static final int ENOMEM = 12;
    public static final int EINVAL = 22;
    public static final int ENOSPC = 28;
    public static final int EOVERFLOW = 75;
    public static final int ESHUTDOWN = 108;

    private Errno() {}
  }
}
