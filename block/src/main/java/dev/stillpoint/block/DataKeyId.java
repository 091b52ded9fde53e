package dev.stillpoint.block;

/**
 * Names a data key, under which the blocks of a volume are sealed. The caller chooses it and never
 * uses it again for another key; the engine keeps the name and never the key, which it asks a
 * {@link KeyRing} for.
 *
 * @param value positive
 */
public record DataKeyId(long value) implements Comparable<DataKeyId> {
  public DataKeyId {
    if (value <= 0) {
      throw new IllegalArgumentException("data key id must be positive, is " + value);
    }
  }

  @Override
  public int compareTo(DataKeyId other) {
    return Long.compare(value, other.value);
  }
}
