package dev.stillpoint.api.render;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** A part of an answer, before it is known whether it will be written as JSON or as XML. */
public sealed interface Node {
  /** A text. */
  record Text(String value) implements Node {}

  /** A whole number. */
  record Whole(long value) implements Node {}

  /** A number with a fraction. */
  record Fraction(double value) implements Node {}

  /** True or false. */
  record Flag(boolean value) implements Node {}

  /** Named members in a fixed order. */
  record Struct(SequencedMap<String, Node> members) implements Node {
    public Struct {
      members = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(members));
    }
  }

  /** Any number of nodes; as XML, the name of the member that holds them is repeated. */
  record Items(List<Node> items) implements Node {
    public Items {
      items = List.copyOf(items);
    }
  }
}
