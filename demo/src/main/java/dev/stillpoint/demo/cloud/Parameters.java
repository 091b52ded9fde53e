package dev.stillpoint.demo.cloud;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** Builds an action's flat parameters, in the order in which they are added. */
final class Parameters {
  private final SequencedMap<String, String> values = new LinkedHashMap<>();

  static Parameters none() {
    return new Parameters();
  }

  Parameters with(String name, String value) {
    values.put(name, value);
    return this;
  }

  Parameters list(String name, List<String> items) {
    for (int i = 0; i < items.size(); i++) {
      values.put(name + "." + (i + 1), items.get(i));
    }
    return this;
  }

  SequencedMap<String, String> values() {
    return values;
  }
}
