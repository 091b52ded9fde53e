package dev.stillpoint.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * The client's side of fixed newstyle negotiation: greeting, client flags, one {@code NBD_OPT_GO}
 * that asks for block sizes, and its replies.
 *
 * <pre>
 * server: NBDMAGIC IHAVEOPT flags:16          client: flags:32
 * client: IHAVEOPT option:32 length:32 data    server: replyMagic:64 option:32 type:32 length:32 data, until ACK or an error
 * </pre>
 */
final class NbdNegotiation {
  private static final long GREETING = 0x4e42444d41474943L;
  private static final long I_HAVE_OPTIONS = 0x49484156454F5054L;
  private static final long REPLY = 0x3e889045565a9L;
  private static final int FIXED_NEWSTYLE = 1;
  private static final int NO_ZEROES = 1 << 1;
  private static final int OPTION_GO = 7;
  private static final int REPLY_ACK = 1;
  private static final int REPLY_INFO = 3;
  private static final int INFO_EXPORT = 0;
  private static final int INFO_BLOCK_SIZE = 3;
  private static final int NAME_BYTES_MAX = 4096;
  private static final int REPLY_BYTES_MAX = 64 * 1024;
  private static final int REPLIES_MAX = 64;

  private final SocketChannel channel;
  private final String name;

  private long sizeBytes = -1;
  private int flags;
  private int payloadBytesMax = NbdExport.PAYLOAD_BYTES_DEFAULT;

  NbdNegotiation(SocketChannel channel, String name) {
    this.channel = channel;
    this.name = name;
  }

  /** Opens the export; afterwards the connection transmits requests. */
  NbdExport go() throws IOException {
    greet();
    sendGo();
    for (int replies = 0; replies < REPLIES_MAX; replies++) {
      if (readReply()) {
        if (sizeBytes < 0) {
          throw broken("the server opened the export without telling its size");
        }
        return new NbdExport(sizeBytes, flags, payloadBytesMax);
      }
    }
    throw broken("the server sent more than " + REPLIES_MAX + " replies to one option");
  }

  private void greet() throws IOException {
    ByteBuffer greeting = read(18);
    if (greeting.getLong() != GREETING || greeting.getLong() != I_HAVE_OPTIONS) {
      throw broken("the peer is no newstyle NBD server");
    }
    int serverFlags = greeting.getShort();
    if ((serverFlags & FIXED_NEWSTYLE) == 0) {
      throw broken("the server has no fixed newstyle negotiation");
    }
    send(ByteBuffer.allocate(4).putInt(FIXED_NEWSTYLE | (serverFlags & NO_ZEROES)).flip());
  }

  private void sendGo() throws IOException {
    byte[] encoded = name.getBytes(UTF_8);
    if (encoded.length > NAME_BYTES_MAX) {
      throw new IllegalArgumentException("an export name has at most 4096 bytes");
    }
    int length = 4 + encoded.length + 2 + 2;
    ByteBuffer option = ByteBuffer.allocate(16 + length);
    option.putLong(I_HAVE_OPTIONS).putInt(OPTION_GO).putInt(length);
    option.putInt(encoded.length).put(encoded);
    option.putShort((short) 1).putShort((short) INFO_BLOCK_SIZE);
    send(option.flip());
  }

  /** Takes one reply; true when it was the acknowledgement that ends the negotiation. */
  private boolean readReply() throws IOException {
    ByteBuffer header = read(20);
    long magic = header.getLong();
    int option = header.getInt();
    int type = header.getInt();
    int length = header.getInt();
    if (magic != REPLY || option != OPTION_GO || length < 0 || length > REPLY_BYTES_MAX) {
      throw broken("the server's reply to GO is malformed");
    }
    ByteBuffer body = read(length);
    if (type < 0) {
      throw refused(type, UTF_8.decode(body).toString());
    }
    if (type == REPLY_INFO && length >= 2) {
      takeInformation(body);
    }
    return type == REPLY_ACK;
  }

  private void takeInformation(ByteBuffer body) throws IOException {
    int kind = body.getShort() & 0xffff;
    if (kind == INFO_EXPORT && body.remaining() == 10) {
      sizeBytes = body.getLong();
      flags = body.getShort() & 0xffff;
      if (sizeBytes < 0) {
        throw broken("the export claims to be larger than 2^63 bytes");
      }
    } else if (kind == INFO_BLOCK_SIZE && body.remaining() == 12) {
      body.getInt(); // smallest and preferred block: any request of 4 KiB blocks suits both.
      body.getInt();
      payloadBytesMax =
          Math.clamp(body.getInt() & 0xffffffffL, 4096, NbdExport.PAYLOAD_BYTES_DEFAULT);
    }
  }

  private NbdFault refused(int type, String text) {
    NbdStatus status =
        switch (type & 0x7fffffff) {
          case 1, 9 -> NbdStatus.NOT_SUPPORTED;
          case 2, 5 -> NbdStatus.NOT_PERMITTED;
          case 7 -> NbdStatus.SHUTTING_DOWN;
          default -> NbdStatus.INVALID;
        };
    String reason = text.isEmpty() ? "reply type 0x" + Integer.toHexString(type) : text;
    return new NbdFault(status, "the server refused the export '" + name + "': " + reason);
  }

  private NbdFault broken(String message) {
    return new NbdFault(NbdStatus.DISCONNECTED, message);
  }

  private ByteBuffer read(int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes) < 0) {
        throw new EOFException("the NBD server hung up while '" + name + "' was being opened");
      }
    }
    return bytes.flip();
  }

  private void send(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }
}
