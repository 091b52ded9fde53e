package dev.stillpoint.control.access;

import dev.stillpoint.control.foundation.Foundation;
import dev.stillpoint.control.request.Resource;

/** What policies call the things of this room. */
final class Entry {
  static final String USER = "user";
  static final String GROUP = "group";
  static final String ROLE = "role";
  static final String POLICY = "policy";

  private static final String DIGITS = "0123456789";
  private static final int NUMBER_DIGITS = 17;

  private Entry() {}

  static Resource user(String name) {
    return new Resource(USER, name);
  }

  static Resource group(String name) {
    return new Resource(GROUP, name);
  }

  static Resource role(String name) {
    return new Resource(ROLE, name);
  }

  static Resource policy(String name) {
    return new Resource(POLICY, name);
  }

  static Resource systemPolicy(String name) {
    return new Resource(POLICY, name, "system");
  }

  /** A number of 18 digits for something new. */
  static String number(Foundation foundation, String first) {
    return first + foundation.identifiers().text(NUMBER_DIGITS, DIGITS);
  }
}
