package dev.stillpoint.nbd;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A client that sends what it is told to. Its numbers are written out from the specification and
 * share nothing with the server's code.
 */
final class RawClient implements AutoCloseable {
  static final int READ = 0;
  static final int WRITE = 1;
  static final int DISC = 2;
  static final int FLUSH = 3;
  static final int TRIM = 4;
  static final int WRITE_ZEROES = 6;
  static final int BLOCK_STATUS = 7;

  private static final long OPTION_MAGIC = 0x49484156454F5054L;
  private static final long OPTION_REPLY_MAGIC = 0x3e889045565a9L;
  private static final int ACK = 1;

  private final SocketChannel channel;

  /** A reply to an option. */
  record OptionReply(int option, int type, ByteBuffer content) {
    byte[] data() {
      byte[] bytes = new byte[content.limit()];
      content.get(0, bytes);
      return bytes;
    }

    boolean refused() {
      return type < 0;
    }
  }

  /** A simple reply without its data. */
  record SimpleReply(int error, long cookie) {}

  /** A chunk of a structured reply. */
  record Chunk(int flags, int type, long cookie, ByteBuffer content) {
    byte[] payload() {
      byte[] bytes = new byte[content.limit()];
      content.get(0, bytes);
      return bytes;
    }
  }

  private RawClient(SocketChannel channel) {
    this.channel = channel;
  }

  static RawClient connect(Path socket) throws IOException {
    return new RawClient(SocketChannel.open(UnixDomainSocketAddress.of(socket)));
  }

  static RawClient connect(InetSocketAddress address) throws IOException {
    return new RawClient(SocketChannel.open(address));
  }

  /** Connects and enters an export with simple replies. */
  static RawClient enter(Path socket, String export) throws IOException {
    RawClient client = connect(socket);
    client.greet(3);
    client.go(export);
    return client;
  }

  /** Connects and enters an export with structured replies and block status. */
  static RawClient enterStructured(Path socket, String export) throws IOException {
    RawClient client = connect(socket);
    client.greet(3);
    client.option(8, new byte[0]);
    client.replies();
    client.option(10, metaQuery(export, "base:allocation"));
    client.replies();
    client.go(export);
    return client;
  }

  byte[] greet(int clientFlags) throws IOException {
    byte[] greeting = receive(18);
    send(ByteBuffer.allocate(4).putInt(clientFlags).array());
    return greeting;
  }

  void option(int code, byte[] data) throws IOException {
    send(
        ByteBuffer.allocate(16 + data.length)
            .putLong(OPTION_MAGIC)
            .putInt(code)
            .putInt(data.length)
            .put(data)
            .array());
  }

  /** Replies up to the final one. */
  List<OptionReply> replies() throws IOException {
    List<OptionReply> replies = new ArrayList<>();
    do {
      ByteBuffer head = ByteBuffer.wrap(receive(20));
      if (head.getLong() != OPTION_REPLY_MAGIC) {
        throw new IOException("not a reply to an option");
      }
      int option = head.getInt();
      int type = head.getInt();
      replies.add(new OptionReply(option, type, ByteBuffer.wrap(receive(head.getInt()))));
    } while (replies.getLast().type() != ACK && !replies.getLast().refused());
    return replies;
  }

  /** Enters an export; fails if that is refused. */
  void go(String export) throws IOException {
    option(7, infoQuery(export));
    OptionReply last = replies().getLast();
    if (last.refused()) {
      throw new IOException("refused: " + new String(last.data(), StandardCharsets.UTF_8));
    }
  }

  static byte[] infoQuery(String export, int... items) {
    byte[] name = export.getBytes(StandardCharsets.UTF_8);
    ByteBuffer data = ByteBuffer.allocate(6 + name.length + 2 * items.length);
    data.putInt(name.length).put(name).putShort((short) items.length);
    for (int item : items) {
      data.putShort((short) item);
    }
    return data.array();
  }

  static byte[] metaQuery(String export, String... queries) {
    ByteBuffer data = ByteBuffer.allocate(16 << 10);
    byte[] name = export.getBytes(StandardCharsets.UTF_8);
    data.putInt(name.length).put(name).putInt(queries.length);
    for (String query : queries) {
      byte[] bytes = query.getBytes(StandardCharsets.UTF_8);
      data.putInt(bytes.length).put(bytes);
    }
    byte[] bytes = new byte[data.position()];
    data.flip().get(bytes);
    return bytes;
  }

  static byte[] requestBytes(int type, int flags, long cookie, long offset, int length) {
    return ByteBuffer.allocate(28)
        .putInt(0x25609513)
        .putShort((short) flags)
        .putShort((short) type)
        .putLong(cookie)
        .putLong(offset)
        .putInt(length)
        .array();
  }

  void request(int type, int flags, long cookie, long offset, int length) throws IOException {
    send(requestBytes(type, flags, cookie, offset, length));
  }

  void write(int flags, long cookie, long offset, byte[] payload) throws IOException {
    byte[] head = requestBytes(WRITE, flags, cookie, offset, payload.length);
    send(ByteBuffer.allocate(28 + payload.length).put(head).put(payload).array());
  }

  SimpleReply simpleReply() throws IOException {
    ByteBuffer head = ByteBuffer.wrap(receive(16));
    if (head.getInt() != 0x67446698) {
      throw new IOException("not a simple reply");
    }
    return new SimpleReply(head.getInt(), head.getLong());
  }

  Chunk chunk() throws IOException {
    ByteBuffer head = ByteBuffer.wrap(receive(20));
    if (head.getInt() != 0x668e33ef) {
      throw new IOException("not a chunk");
    }
    int flags = head.getShort();
    int type = Short.toUnsignedInt(head.getShort());
    long cookie = head.getLong();
    return new Chunk(flags, type, cookie, ByteBuffer.wrap(receive(head.getInt())));
  }

  /** Reads through the export and answers the bytes. */
  byte[] readBack(long offset, int length) throws IOException {
    request(READ, 0, 77, offset, length);
    SimpleReply reply = simpleReply();
    if (reply.error() != 0) {
      throw new IOException("error " + reply.error());
    }
    return receive(length);
  }

  void send(byte[] bytes) throws IOException {
    ByteBuffer out = ByteBuffer.wrap(bytes);
    while (out.hasRemaining()) {
      channel.write(out);
    }
  }

  byte[] receive(int length) throws IOException {
    ByteBuffer in = ByteBuffer.allocate(length);
    while (in.hasRemaining()) {
      if (channel.read(in) < 0) {
        throw new EOFException("the server closed after " + in.position() + " of " + length);
      }
    }
    return in.array();
  }

  /** Sends nothing any more, and goes on receiving. */
  void endOutput() throws IOException {
    try {
      channel.shutdownOutput();
    } catch (java.nio.channels.ClosedChannelException e) {
      // Closed already, which is more than was asked for.
    }
  }

  /** Whether the server has closed: waits for that or for a byte. */
  boolean atEnd() throws IOException {
    try {
      return channel.read(ByteBuffer.allocate(1)) < 0;
    } catch (IOException e) {
      // A reset is an end too.
      return true;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
