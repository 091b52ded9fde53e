package dev.stillpoint.block;

/**
 * Names a group, the images that one record froze at one instant. The caller chooses it and never
 * uses it again, so that a crash between the caller's intent and the engine's record can be told by
 * asking whether the engine knows the name.
 *
 * @param value positive
 */
public record GroupId(long value) implements Comparable<GroupId> {
  public GroupId {
    if (value <= 0) {
      throw new IllegalArgumentException("group id must be positive, is " + value);
    }
  }

  @Override
  public int compareTo(GroupId other) {
    return Long.compare(value, other.value);
  }
}
