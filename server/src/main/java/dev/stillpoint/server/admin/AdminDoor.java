package dev.stillpoint.server.admin;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.Semaphore;

/**
 * The socket over which the operator's commands come, one for each connection. The directory is its
 * owner's alone and so is the socket: who can open it may do everything. A request is bounded in
 * length and in time, and so is the number of those who ask at once.
 */
public final class AdminDoor implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(AdminDoor.class.getName());
  private static final int LINE_BYTES_MAX = 64 * 1024;
  private static final int CONNECTIONS_MAX = 16;
  private static final Duration TIME_MAX = Duration.ofSeconds(30);

  private final Path path;
  private final ServerSocketChannel listening;
  private final AdminCommands commands;
  private final Semaphore places = new Semaphore(CONNECTIONS_MAX);

  private AdminDoor(Path path, ServerSocketChannel listening, AdminCommands commands) {
    this.path = path;
    this.listening = listening;
    this.commands = commands;
  }

  /**
   * Listens, and answers from now on.
   *
   * @param path in a directory that is locked and owner-only, so what lies there is a dead server's
   */
  public static AdminDoor open(Path path, AdminCommands commands) throws IOException {
    Files.deleteIfExists(path);
    ServerSocketChannel listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      listening.bind(UnixDomainSocketAddress.of(path));
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
    } catch (IOException | IllegalArgumentException e) {
      listening.close();
      throw new IOException("the socket " + path + " cannot be made: " + e.getMessage(), e);
    }
    AdminDoor door = new AdminDoor(path, listening, commands);
    Thread.ofVirtual().name("admin").start(door::accept);
    return door;
  }

  private void accept() {
    try {
      while (true) {
        SocketChannel connection = listening.accept();
        if (places.tryAcquire()) {
          Thread.ofVirtual().name("admin-call").start(() -> serve(connection));
        } else {
          connection.close();
        }
      }
    } catch (ClosedChannelException closed) {
      LOG.log(System.Logger.Level.DEBUG, "the admin socket is closed");
    } catch (IOException e) {
      LOG.log(System.Logger.Level.ERROR, "the admin socket failed", e);
    }
  }

  private void serve(SocketChannel connection) {
    Thread bound = Thread.ofVirtual().name("admin-bound").start(() -> endInTime(connection));
    try (connection) {
      String line = line(connection);
      if (line != null) {
        ByteBuffer answer =
            ByteBuffer.wrap((commands.answer(line) + "\n").getBytes(StandardCharsets.UTF_8));
        while (answer.hasRemaining()) {
          connection.write(answer);
        }
      }
    } catch (IOException gone) {
      LOG.log(System.Logger.Level.DEBUG, "an admin connection ended early", gone);
    } finally {
      bound.interrupt();
      places.release();
    }
  }

  /** What was sent up to the end of the first line; null when it is too long or never ends. */
  private static String line(SocketChannel connection) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    ByteBuffer buffer = ByteBuffer.allocate(4096);
    while (line.size() <= LINE_BYTES_MAX && connection.read(buffer.clear()) >= 0) {
      for (buffer.flip(); buffer.hasRemaining(); ) {
        byte next = buffer.get();
        if (next == '\n') {
          return line.toString(StandardCharsets.UTF_8);
        }
        line.write(next);
      }
    }
    return null;
  }

  private static void endInTime(SocketChannel connection) {
    try {
      Thread.sleep(TIME_MAX);
      connection.close();
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "an admin connection did not close cleanly", e);
    }
  }

  /** Takes no more commands, and removes the socket. */
  @Override
  public void close() {
    try {
      listening.close();
      Files.deleteIfExists(path);
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "the admin socket did not close cleanly", e);
    }
  }
}
