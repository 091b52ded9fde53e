package dev.stillpoint.block;

/**
 * Names a volume, a live disk of the pool. The caller chooses it and never uses it again, so that a
 * crash between the caller's intent and the engine's record can be told by asking whether the
 * engine knows the name.
 *
 * @param value positive
 */
public record VolumeId(long value) implements Comparable<VolumeId> {
  public VolumeId {
    if (value <= 0) {
      throw new IllegalArgumentException("volume id must be positive, is " + value);
    }
  }

  @Override
  public int compareTo(VolumeId other) {
    return Long.compare(value, other.value);
  }
}
