package dev.stillpoint.demo.fake;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * NBD over the fake's mapped files: GO without information requests, simple replies, one thread a
 * connection.
 */
final class FakeNbd {
  private final FakeState state;
  private final Path socket;

  FakeNbd(FakeState state, Path socket) {
    this.state = state;
    this.socket = socket;
  }

  void start() throws IOException {
    Files.deleteIfExists(socket);
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket));
    Thread.ofPlatform().start(() -> accept(server));
  }

  private void accept(ServerSocketChannel server) {
    try {
      while (true) {
        SocketChannel connection = server.accept();
        Thread.ofPlatform().daemon().start(() -> serve(connection));
      }
    } catch (IOException e) {
      System.err.println("no more connections: " + e);
    }
  }

  private void serve(SocketChannel connection) {
    try (connection) {
      ByteBuffer disk = negotiate(connection);
      ByteBuffer header = ByteBuffer.allocate(28);
      while (true) {
        fill(connection, header.clear());
        if (!answer(connection, disk, header.flip())) {
          return;
        }
      }
    } catch (IOException e) {
      System.err.println("connection ended: " + e);
    }
  }

  private ByteBuffer negotiate(SocketChannel connection) throws IOException {
    ByteBuffer greeting = ByteBuffer.allocate(18);
    greeting.putLong(0x4e42444d41474943L).putLong(0x49484156454F5054L).putShort((short) 3);
    send(connection, greeting.flip());
    ByteBuffer option = ByteBuffer.allocate(4 + 16);
    fill(connection, option);
    ByteBuffer body = ByteBuffer.allocate(option.getInt(16));
    fill(connection, body);
    byte[] name = new byte[body.getInt(0)];
    body.get(4, name);
    String id = new String(name, UTF_8);
    if (!isExported(id)) {
      byte[] text = ("no export " + id).getBytes(UTF_8);
      send(connection, reply(0x80000006, text));
      throw new IOException("unknown export " + id);
    }
    byte[] information = new byte[12];
    ByteBuffer.wrap(information)
        .putShort((short) 0)
        .putLong(FakeState.DISK_BYTES)
        .putShort((short) 0b1101);
    send(connection, reply(3, information));
    send(connection, reply(1, new byte[0]));
    return state.bytes(id);
  }

  private boolean isExported(String id) {
    synchronized (state) {
      String instance = state.table("disks").path(id).path("instance").asString("");
      return state.table("snapshots").has(id)
          || state.table("instances").path(instance).path("status").asString("").equals("Running");
    }
  }

  private static ByteBuffer reply(int type, byte[] body) {
    ByteBuffer reply = ByteBuffer.allocate(20 + body.length);
    reply.putLong(0x3e889045565a9L).putInt(7).putInt(type).putInt(body.length).put(body);
    return reply.flip();
  }

  private boolean answer(SocketChannel connection, ByteBuffer disk, ByteBuffer header)
      throws IOException {
    int command = header.getShort(6);
    long cookie = header.getLong(8);
    int offset = (int) header.getLong(16);
    int length = header.getInt(24);
    ByteBuffer answer = ByteBuffer.allocate(16 + (command == 0 ? length : 0));
    answer.putInt(0x67446698).putInt(0).putLong(cookie);
    switch (command) {
      case 0 -> answer.put(disk.slice(offset, length));
      case 1 -> {
        ByteBuffer payload = ByteBuffer.allocate(length);
        fill(connection, payload);
        state.world.readLock().lock();
        try {
          disk.put(offset, payload, 0, length);
        } finally {
          state.world.readLock().unlock();
        }
      }
      case 2 -> {
        return false;
      }
      default -> {}
    }
    send(connection, answer.flip());
    return true;
  }

  private static void fill(SocketChannel connection, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      if (connection.read(bytes) < 0) {
        throw new EOFException();
      }
    }
  }

  private static void send(SocketChannel connection, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      connection.write(bytes);
    }
  }
}
