package dev.stillpoint.control.foundation;

import java.util.random.RandomGenerator;

/** Makes identifiers: prefix, {@code bp1}, 17 characters a-z0-9. Thread-safe if its chance is. */
public final class Identifiers {
  private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";
  private static final int LENGTH = 17;

  /** So many characters the members of a group share with it. */
  private static final int SHARED = 6;

  private final RandomGenerator random;

  public Identifiers(RandomGenerator random) {
    this.random = random;
  }

  public String disk() {
    return make("d-");
  }

  public String instance() {
    return make("i-");
  }

  public String snapshot() {
    return make("s-");
  }

  /**
   * A snapshot that is made with others. It begins as its group does, so that the rows of the
   * members stand beside each other in the catalog and are found and changed in one place.
   */
  public String member(String groupId) {
    int begin = groupId.length() - LENGTH;
    return "s-bp1" + groupId.substring(begin, begin + SHARED) + text(LENGTH - SHARED, ALPHABET);
  }

  public String task() {
    return make("t-");
  }

  public String snapshotPolicy() {
    return make("sp-");
  }

  public String group() {
    return make("ssg-");
  }

  public String resourceGroup() {
    return make("rg-default");
  }

  /** A group that an account makes; its default one is {@link #resourceGroup}. */
  public String namedResourceGroup() {
    return make("rg-");
  }

  public String image() {
    return make("m-");
  }

  private String make(String prefix) {
    return prefix + "bp1" + text(LENGTH, ALPHABET);
  }

  /** So many characters of an alphabet. */
  public String text(int length, String alphabet) {
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }
}
