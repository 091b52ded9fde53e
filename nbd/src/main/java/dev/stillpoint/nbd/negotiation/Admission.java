package dev.stillpoint.nbd.negotiation;

import dev.stillpoint.nbd.wire.ServerMessage;
import java.util.List;
import java.util.Optional;

/** What a negotiation may ask about exports on behalf of its connection. */
public interface Admission {
  /** The names that a client is told. */
  List<String> names();

  /** Why there is no such export; empty if there is one. */
  Optional<Verdict.Denied> missing(String name);

  /** Tells about an export without entering it. */
  Verdict describe(String name);

  /**
   * Opens the export for this connection, after the older connections whose peers have gone were
   * fenced. At most one succeeds per connection.
   */
  Verdict enter(String name);

  /** The answer. */
  sealed interface Verdict {
    /**
     * Yes.
     *
     * @param canonicalName the export's own name
     */
    record Admitted(String canonicalName, long sizeBytes, boolean readOnly) implements Verdict {}

    /** No, and why. */
    record Denied(ServerMessage.Reason reason, String message) implements Verdict {}
  }
}
