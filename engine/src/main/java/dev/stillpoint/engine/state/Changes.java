package dev.stillpoint.engine.state;

import java.util.HashMap;
import java.util.Map;

/**
 * What of a table changed since that was asked last, so that a copy of it can follow at the price
 * of the changes.
 */
final class Changes<V> {
  private Map<Long, V> newest = new HashMap<>();

  void put(long name, V value) {
    newest.put(name, value);
  }

  void remove(long name) {
    newest.put(name, null);
  }

  /** By name; null for what is gone. */
  Map<Long, V> take() {
    Map<Long, V> taken = newest;
    newest = new HashMap<>();
    return taken;
  }
}
