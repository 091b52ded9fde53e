package dev.stillpoint.nbd.wire;

/** What the server says during negotiation. */
public sealed interface ServerMessage {
  /** The first words: magic and handshake flags. */
  record Greeting() implements ServerMessage {}

  /**
   * The answer to EXPORT_NAME; transmission follows.
   *
   * @param padded whether 124 zero bytes follow, for clients that did not ask to leave them out
   */
  record ExportOpened(long sizeBytes, int transmissionFlags, boolean padded)
      implements ServerMessage {}

  /** A reply to an option; names the option it answers. */
  sealed interface OptionReply extends ServerMessage {
    int option();
  }

  /** Done. */
  record Ack(int option) implements OptionReply {}

  /** One export of the list. */
  record Listed(int option, String name) implements OptionReply {}

  /** Size and transmission flags of an export. */
  record ExportFacts(int option, long sizeBytes, int transmissionFlags) implements OptionReply {}

  /** Canonical name of an export. */
  record ExportNamed(int option, String name) implements OptionReply {}

  /** Sizes that requests may have. */
  record BlockSizes(int option, int min, int preferred, int payloadMax) implements OptionReply {}

  /** A metadata context. */
  record MetaContext(int option, int id, String name) implements OptionReply {}

  /**
   * A refusal.
   *
   * @param message for the human at the other end
   */
  record Refused(int option, Reason reason, String message) implements OptionReply {}

  /** Why an option is refused, with the number on the wire. */
  enum Reason {
    UNSUPPORTED(0x80000001),
    POLICY(0x80000002),
    INVALID(0x80000003),
    UNKNOWN(0x80000006),
    SHUTDOWN(0x80000007),
    TOO_BIG(0x80000009);

    private final int code;

    Reason(int code) {
      this.code = code;
    }

    int code() {
      return code;
    }
  }
}
