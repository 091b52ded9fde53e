package dev.stillpoint.control.access.language;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** A value of a JSON text. */
sealed interface Json {
  /** A text. */
  record Text(String value) implements Json {}

  /** A number, a truth value or null, as it was written: policies read them as texts. */
  record Literal(String written) implements Json {}

  /** Values in brackets. */
  record Items(List<Json> items) implements Json {
    public Items {
      items = List.copyOf(items);
    }
  }

  /** Named members in braces, each name once. */
  record Members(SequencedMap<String, Json> members) implements Json {
    public Members {
      members = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(members));
    }
  }
}
