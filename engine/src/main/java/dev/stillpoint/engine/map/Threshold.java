package dev.stillpoint.engine.map;

/**
 * Which blocks and nodes a map has to itself: those born after it parted from the version above.
 * While that version is on its way out, the map has parted from it only as far as the walk over it
 * has come, and behind the walk's cursor from the version above that.
 *
 * @param cursor first block for which {@code ahead} holds
 * @param behind holds for the blocks before the cursor
 */
public record Threshold(long cursor, Since behind, Since ahead) {
  /** Everything is its own. */
  public static final Threshold EVERYTHING = at(Since.BEGINNING);

  /** One point for all blocks. */
  public static Threshold at(Since since) {
    return new Threshold(0, since, since);
  }

  /** Whether something below a node of that birth can be the map's own. */
  boolean reaches(long birth) {
    return birth > behind.lsn();
  }

  boolean ownsNode(long birth, long firstKey) {
    return birth > (firstKey < cursor ? behind : ahead).lsn();
  }

  /** Reports those of a run of blocks that nobody else has. */
  void died(long block, long count, long location, Deaths deaths) {
    long before = Math.clamp(cursor - block, 0, count);
    report(before, location, behind.position(), deaths);
    report(count - before, location + before, ahead.position(), deaths);
  }

  private static void report(long count, long location, long position, Deaths deaths) {
    long first = Math.max(location, position);
    if (first < location + count) {
      deaths.died(first, location + count - first);
    }
  }
}
