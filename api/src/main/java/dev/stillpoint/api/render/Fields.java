package dev.stillpoint.api.render;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Function;

/** Collects the members of an answer in the order in which they are shown. One thread only. */
public final class Fields {
  private final SequencedMap<String, Node> members = new LinkedHashMap<>();

  /** Adds a text. */
  public Fields text(String name, String value) {
    return add(name, new Node.Text(value));
  }

  /** Adds a whole number. */
  public Fields whole(String name, long value) {
    return add(name, new Node.Whole(value));
  }

  /** Adds a number with a fraction. */
  public Fields fraction(String name, double value) {
    return add(name, new Node.Fraction(value));
  }

  /** Adds a truth value. */
  public Fields flag(String name, boolean value) {
    return add(name, new Node.Flag(value));
  }

  /** Adds a structure. */
  public Fields struct(String name, Fields value) {
    return add(name, value.build());
  }

  /**
   * Adds a list in the wrapper form of this API, for example {@code "Disks": {"Disk": […]}}. An
   * empty list is shown, never left out: clients read the path.
   */
  public <T> Fields list(
      String wrapper, String element, Collection<T> items, Function<T, Fields> shape) {
    List<Node> nodes = new ArrayList<>(items.size());
    for (T item : items) {
      nodes.add(shape.apply(item).build());
    }
    return wrap(wrapper, element, nodes);
  }

  /** Adds a bare list, the form of the newest actions; an empty one is shown, too. */
  public <T> Fields bareList(String name, Collection<T> items, Function<T, Fields> shape) {
    List<Node> nodes = new ArrayList<>(items.size());
    for (T item : items) {
      nodes.add(shape.apply(item).build());
    }
    return add(name, new Node.Items(nodes));
  }

  /** Adds a list of texts in the wrapper form of this API. */
  public Fields texts(String wrapper, String element, Collection<String> items) {
    List<Node> nodes = new ArrayList<>(items.size());
    for (String item : items) {
      nodes.add(new Node.Text(item));
    }
    return wrap(wrapper, element, nodes);
  }

  /** The structure that was collected. */
  public Node.Struct build() {
    return new Node.Struct(members);
  }

  private Fields wrap(String wrapper, String element, List<Node> nodes) {
    SequencedMap<String, Node> inner = new LinkedHashMap<>();
    inner.put(element, new Node.Items(nodes));
    return add(wrapper, new Node.Struct(inner));
  }

  private Fields add(String name, Node node) {
    if (members.put(name, node) != null) {
      throw new IllegalArgumentException("the answer has two members named " + name);
    }
    return this;
  }
}
