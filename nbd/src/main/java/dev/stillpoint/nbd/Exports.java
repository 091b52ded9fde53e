package dev.stillpoint.nbd;

import java.util.List;
import java.util.Optional;

/**
 * The directory of what may be opened by name. Implementations are safe for use by several threads
 * at once and answer from memory; a connection's thread waits for them.
 */
public interface Exports {
  /**
   * The export that a client means by {@code name}.
   *
   * @param name as the client sent it: valid UTF-8, at most 4096 bytes, perhaps empty
   */
  Optional<Export> find(String name);

  /**
   * Why a name that {@link #find} does not know is closed now, in a sentence for whoever asks for
   * it; empty for a name that means nothing.
   */
  default Optional<String> barred(String name) {
    return Optional.empty();
  }

  /** The names that a client is told when it asks for a list; others may be opened all the same. */
  List<String> names();
}
