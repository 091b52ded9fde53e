package dev.stillpoint.nbd;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.stillpoint.nbd.negotiation.Agreed;
import dev.stillpoint.nbd.negotiation.Negotiation;
import dev.stillpoint.nbd.negotiation.Step;
import dev.stillpoint.nbd.socket.StreamSocket;
import dev.stillpoint.nbd.socket.Waker;
import dev.stillpoint.nbd.wire.OptionDecoder;
import dev.stillpoint.nbd.wire.ServerMessage;
import dev.stillpoint.nbd.wire.ServerMessageEncoder;
import dev.stillpoint.nbd.wire.Wire;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Carries a negotiation over a socket, within the limits of time, count and length. Receives never
 * more than the message at hand, so that transmission begins with the first byte after it.
 *
 * <p>A client that was told of many exports may ask about each of them: the longest list that it
 * was sent makes the limits of count and time wider, once.
 */
final class Handshake {
  private static final int SKIPPED_AT_ONCE_BYTES = 16 << 10;

  private final StreamSocket socket;
  private final Waker waker;
  private final NbdLimits limits;
  private final LongSupplier nanoTicker;
  private final long begin;
  private int listed;

  /** The client left, was too slow or broke the protocol; there is nobody to tell. */
  private static final class Over extends IOException {
    private static final long serialVersionUID = 1L;

    Over(String message) {
      super(message);
    }
  }

  Handshake(StreamSocket socket, Waker waker, NbdLimits limits, LongSupplier nanoTicker) {
    this.socket = socket;
    this.waker = waker;
    this.limits = limits;
    this.nanoTicker = nanoTicker;
    begin = nanoTicker.getAsLong();
  }

  /**
   * Negotiates until transmission begins.
   *
   * @return empty if the client took its leave, or must
   * @throws IOException if the connection fails, the client is too slow or breaks the protocol
   */
  Optional<Agreed> carry(Negotiation negotiation) throws IOException {
    socket.sendTimeout(limits.handshakeMillisMax());
    say(List.of(new ServerMessage.Greeting()));
    Step step = negotiation.begin(receive(Wire.CLIENT_FLAGS_BYTES).getInt());
    for (int options = 0; options <= limits.optionsMax(listed); options++) {
      say(step.messages());
      listed = Math.max(listed, countListed(step.messages()));
      switch (step) {
        case Step.Leave _ -> {
          return Optional.empty();
        }
        case Step.Transmit transmit -> {
          socket.sendTimeout(0);
          return Optional.of(transmit.agreed());
        }
        case Step.Continue _ -> step = nextOption(negotiation);
      }
    }
    throw new Over("more than " + limits.optionsMax(listed) + " options");
  }

  private static int countListed(List<ServerMessage> messages) {
    return (int) messages.stream().filter(ServerMessage.Listed.class::isInstance).count();
  }

  private Step nextOption(Negotiation negotiation) throws IOException {
    ByteBuffer header = receive(Wire.OPTION_HEADER_BYTES);
    if (header.getLong() != Wire.OPTION_MAGIC) {
      throw new Over("what should be an option has the wrong magic number");
    }
    int code = header.getInt();
    int length = header.getInt();
    if (Integer.compareUnsigned(length, limits.optionBytesMax()) <= 0) {
      return negotiation.handle(OptionDecoder.decode(code, receive(length).array()));
    }
    if (Integer.compareUnsigned(length, NbdLimits.OPTION_READ_OVER_BYTES_MAX) > 0) {
      throw new Over("option " + code + " with " + Integer.toUnsignedString(length) + " bytes");
    }
    for (int left = length; left > 0; left -= SKIPPED_AT_ONCE_BYTES) {
      receive(Math.min(left, SKIPPED_AT_ONCE_BYTES));
    }
    return negotiation.handle(OptionDecoder.withoutData(code));
  }

  private void say(List<ServerMessage> messages) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (ServerMessage message : messages) {
      bytes.writeBytes(ServerMessageEncoder.encode(message));
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment memory = arena.allocateFrom(JAVA_BYTE, bytes.toByteArray());
      socket.send(memory, 0, memory.byteSize());
    }
  }

  private ByteBuffer receive(int length) throws IOException {
    byte[] bytes = new byte[length];
    if (length == 0) {
      return ByteBuffer.wrap(bytes);
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment memory = arena.allocate(length);
      long here = 0;
      while (here < length) {
        awaitReadable();
        long count = socket.receive(memory, here, length - here);
        if (count == StreamSocket.END) {
          throw new Over("the client left during negotiation");
        }
        here += Math.max(count, 0);
      }
      MemorySegment.copy(memory, JAVA_BYTE, 0, bytes, 0, length);
    }
    return ByteBuffer.wrap(bytes);
  }

  private void awaitReadable() throws IOException {
    long spent = TimeUnit.NANOSECONDS.toMillis(nanoTicker.getAsLong() - begin);
    long millis = Math.min(limits.handshakeMillisMax(listed) - spent, Integer.MAX_VALUE);
    if (millis <= 0 || !socket.awaitReadable(waker, (int) millis)) {
      throw new Over("the negotiation took too long or the server closes");
    }
  }
}
