package dev.stillpoint.acceptance;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Opens an export by the oldest of ways, asks for far more than it ever takes, and stays. */
final class RudeClient implements AutoCloseable {
  private static final int GREETING_BYTES = 18;
  private static final long OPTION_MAGIC = 0x49484156454F5054L;
  private static final int EXPORT_NAME = 1;
  private static final int FIXED_AND_NO_ZEROES = 3;
  private static final int REQUEST_MAGIC = 0x25609513;
  private static final int REQUEST_BYTES = 28;
  private static final int READS = 200;
  private static final int READ_BYTES = 1 << 20;

  private final SocketChannel channel;

  private RudeClient(SocketChannel channel) {
    this.channel = channel;
  }

  /** Connects and says nothing at all. */
  static RudeClient silent(Path socket) throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    channel.connect(UnixDomainSocketAddress.of(socket));
    return new RudeClient(channel);
  }

  /** Asks for 200 MiB and takes only what shows that it was heard. */
  static RudeClient greedy(Path socket, String export) throws IOException {
    RudeClient client = silent(socket);
    client.take(GREETING_BYTES);
    byte[] name = export.getBytes(StandardCharsets.UTF_8);
    ByteBuffer hello = ByteBuffer.allocate(20 + name.length);
    hello.putInt(FIXED_AND_NO_ZEROES).putLong(OPTION_MAGIC).putInt(EXPORT_NAME);
    hello.putInt(name.length).put(name).flip();
    client.give(hello);
    client.take(Long.BYTES + Short.BYTES);
    ByteBuffer reads = ByteBuffer.allocate(READS * REQUEST_BYTES);
    for (int i = 0; i < READS; i++) {
      reads.putInt(REQUEST_MAGIC).putInt(0).putLong(i).putLong(0).putInt(READ_BYTES);
    }
    client.give(reads.flip());
    client.take(1);
    return client;
  }

  private void give(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  private void take(int count) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(count);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes) < 0) {
        throw new IOException("the server hung up");
      }
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
