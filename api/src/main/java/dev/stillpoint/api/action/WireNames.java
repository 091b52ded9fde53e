package dev.stillpoint.api.action;

import java.lang.reflect.RecordComponent;
import java.util.Locale;

/** From a component of a contract or an answer to its name on the wire. */
final class WireNames {
  private WireNames() {}

  /** The component's name with a capital letter. */
  static String of(RecordComponent component) {
    String name = component.getName();
    return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
  }
}
