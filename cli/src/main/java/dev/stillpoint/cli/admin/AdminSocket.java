package dev.stillpoint.cli.admin;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks a running server one command over the socket in its data directory. */
final class AdminSocket {
  private static final String NAME = "admin.sock";
  private static final int ANSWER_BYTES_MAX = 64 << 20;

  private AdminSocket() {}

  /**
   * Asks.
   *
   * @return the answer
   * @throws CannotAsk no server answers there, or it refused; the message says why
   */
  static JsonNode ask(Path data, String command, Map<String, String> arguments) throws CannotAsk {
    Path socket = data.toAbsolutePath().normalize().resolve(NAME);
    String request =
        JsonMapper.shared().writeValueAsString(Map.of("command", command, "arguments", arguments));
    JsonNode reply;
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      ByteBuffer bytes = ByteBuffer.wrap((request + "\n").getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      reply = JsonMapper.shared().readTree(answer(channel));
    } catch (IOException | JacksonException e) {
      throw new CannotAsk("no server answers at " + socket + " (" + e.getMessage() + ")", true);
    }
    if (reply.has("fault")) {
      String code = reply.path("code").asString("");
      String fault = reply.path("fault").asString("");
      throw new CannotAsk(code.isEmpty() ? fault : fault + " (" + code + ")", false);
    }
    return reply.path("answer");
  }

  private static String answer(SocketChannel channel) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ByteBuffer buffer = ByteBuffer.allocate(8192);
    while (channel.read(buffer.clear()) >= 0) {
      bytes.write(buffer.array(), 0, buffer.position());
      if (bytes.size() > ANSWER_BYTES_MAX) {
        throw new IOException("the answer is too long");
      }
    }
    if (bytes.size() == 0) {
      throw new IOException("the server closed the connection without an answer");
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /** There is no answer. */
  static final class CannotAsk extends Exception {
    private static final long serialVersionUID = 1L;
    private final boolean noServer;

    CannotAsk(String message, boolean noServer) {
      super(message);
      this.noServer = noServer;
    }

    /** True when nobody was there to refuse. */
    boolean noServer() {
      return noServer;
    }
  }
}
