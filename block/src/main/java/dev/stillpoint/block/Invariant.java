package dev.stillpoint.block;

/**
 * A sentence that must hold, checked in production too. When it does not, the room that checked it
 * goes out of service rather than guess; see the numbered list in {@code ARCHITECTURE.md}.
 */
public final class Invariant {
  private Invariant() {}

  /** Thrown when an invariant does not hold. */
  public static final class Broken extends Error {
    private static final long serialVersionUID = 1L;

    Broken(String message) {
      super(message);
    }
  }

  /**
   * Throws {@link Broken} unless {@code holds}.
   *
   * @param name number and short name of the invariant, for example {@code "3 prefix"}
   */
  public static void hold(boolean holds, String name, String detail) {
    if (!holds) {
      throw new Broken("invariant " + name + " is broken: " + detail);
    }
  }

  /** As {@link #hold(boolean, String, String)} with two figures that make the message exact. */
  public static void hold(boolean holds, String name, String detail, long found, long expected) {
    if (!holds) {
      throw new Broken(
          "invariant " + name + " is broken: " + detail + ": " + found + ", expected " + expected);
    }
  }
}
