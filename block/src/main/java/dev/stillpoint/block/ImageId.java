package dev.stillpoint.block;

/**
 * Names an image, the frozen map of one volume. The caller chooses it and never uses it again, so
 * that a crash between the caller's intent and the engine's record can be told by asking whether
 * the engine knows the name.
 *
 * @param value positive
 */
public record ImageId(long value) implements Comparable<ImageId> {
  public ImageId {
    if (value <= 0) {
      throw new IllegalArgumentException("image id must be positive, is " + value);
    }
  }

  @Override
  public int compareTo(ImageId other) {
    return Long.compare(value, other.value);
  }
}
