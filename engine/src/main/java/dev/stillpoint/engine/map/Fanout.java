package dev.stillpoint.engine.map;

/**
 * How large nodes grow. A seam for tests, which make them tiny.
 *
 * @param extentsMax extents of a leaf
 * @param childrenMax children of an inner node
 */
public record Fanout(int extentsMax, int childrenMax) {
  /** The longest node still fits a page, however badly its numbers are packed. */
  public static final Fanout STANDARD = new Fanout(64, 64);

  public Fanout {
    if (extentsMax < 2 || childrenMax < 3 || extentsMax > 64 || childrenMax > 64) {
      throw new IllegalArgumentException("no such fanout: " + extentsMax + ", " + childrenMax);
    }
  }
}
