package dev.stillpoint.api.action;

import dev.stillpoint.control.contract.Wire;
import java.lang.reflect.RecordComponent;
import java.util.Locale;

/** From a component of a contract or an answer to its name on the wire. */
final class WireNames {
  private WireNames() {}

  /** What its annotation says, or else its own name with a capital letter. */
  static String of(RecordComponent component) {
    Wire wire = component.getAnnotation(Wire.class);
    if (wire != null) {
      return wire.value();
    }
    String name = component.getName();
    return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
  }
}
