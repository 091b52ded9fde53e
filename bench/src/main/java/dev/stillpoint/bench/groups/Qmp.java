package dev.stillpoint.bench.groups;

import dev.stillpoint.bench.CannotMeasure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** QEMU's monitor: one JSON document a line, one answer to each command. For one thread. */
final class Qmp implements AutoCloseable {
  private final SocketChannel channel;
  private final BufferedReader lines;

  private Qmp(SocketChannel channel) {
    this.channel = channel;
    lines =
        new BufferedReader(
            new InputStreamReader(Channels.newInputStream(channel), StandardCharsets.UTF_8));
  }

  /** Connects and leaves the negotiation of capabilities behind. */
  static Qmp connect(Path socket) throws CannotMeasure {
    try {
      SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
      Qmp qmp = new Qmp(channel);
      channel.connect(UnixDomainSocketAddress.of(socket));
      qmp.line();
      qmp.execute(command("qmp_capabilities"));
      return qmp;
    } catch (IOException e) {
      throw new CannotMeasure("no monitor answers at " + socket + ": " + e.getMessage(), e);
    }
  }

  /** A command without arguments, to which they can be put. */
  static ObjectNode command(String name) {
    return JsonMapper.shared().createObjectNode().put("execute", name);
  }

  /** Sends a command and waits for its answer; events that come before it are passed over. */
  void execute(ObjectNode command) throws CannotMeasure {
    try {
      ByteBuffer bytes = StandardCharsets.UTF_8.encode(command + "\n");
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      JsonNode answer = line();
      while (answer.has("event")) {
        answer = line();
      }
      if (!answer.has("return")) {
        throw new CannotMeasure(
            "QEMU refused " + command.path("execute") + ": " + answer.at("/error/desc"));
      }
    } catch (IOException e) {
      throw new CannotMeasure("QEMU's monitor went away: " + e.getMessage(), e);
    }
  }

  private JsonNode line() throws IOException {
    String line = lines.readLine();
    if (line == null) {
      throw new IOException("it hung up");
    }
    try {
      return JsonMapper.shared().readTree(line);
    } catch (JacksonException e) {
      throw new IOException("it said what is no JSON: " + line, e);
    }
  }

  @Override
  public void close() throws CannotMeasure {
    try {
      channel.close();
    } catch (IOException e) {
      throw new CannotMeasure("QEMU's monitor could not be left: " + e.getMessage(), e);
    }
  }
}
