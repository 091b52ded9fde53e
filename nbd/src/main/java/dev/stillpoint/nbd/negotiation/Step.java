package dev.stillpoint.nbd.negotiation;

import dev.stillpoint.nbd.wire.ServerMessage;
import java.util.List;

/** What happens after an option: what is said, and how it goes on. */
public sealed interface Step {
  /** What is sent first. */
  List<ServerMessage> messages();

  /** The next option is awaited. */
  record Continue(List<ServerMessage> messages) implements Step {
    public Continue {
      messages = List.copyOf(messages);
    }

    Continue(ServerMessage only) {
      this(List.of(only));
    }
  }

  /** Transmission begins. */
  record Transmit(List<ServerMessage> messages, Agreed agreed) implements Step {
    public Transmit {
      messages = List.copyOf(messages);
    }
  }

  /** The connection ends. */
  record Leave(List<ServerMessage> messages) implements Step {
    public Leave {
      messages = List.copyOf(messages);
    }
  }
}
