package dev.stillpoint.control.access;

import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.foundation.Foundation;
import dev.stillpoint.control.request.Caller;
import dev.stillpoint.control.request.Resource;
import java.util.List;

/** What every action of this room begins with, and the names of what it is about. */
final class Entry {
  private static final String DIGITS = "0123456789";
  private static final int NUMBER_DIGITS = 17;

  private Entry() {}

  static void admit(Foundation foundation, Caller caller, String action, Resource... named)
      throws Refusal {
    foundation.admission().admit(caller, "ram:" + action, null, List.of(named));
  }

  static Resource user(String name) {
    return new Resource("user", name);
  }

  static Resource group(String name) {
    return new Resource("group", name);
  }

  static Resource role(String name) {
    return new Resource("role", name);
  }

  static Resource policy(String name) {
    return new Resource("policy", name);
  }

  static Resource systemPolicy(String name) {
    return new Resource("policy", name, "system");
  }

  /** A number of 18 digits for something new. */
  static String number(Foundation foundation, String first) {
    return first + foundation.identifiers().text(NUMBER_DIGITS, DIGITS);
  }
}
