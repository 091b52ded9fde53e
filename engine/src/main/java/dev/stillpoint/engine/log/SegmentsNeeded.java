package dev.stillpoint.engine.log;

/** How many empty segments an append may need behind the active one. */
final class SegmentsNeeded {
  private SegmentsNeeded() {}

  /**
   * As many as hold the blocks in records of {@code most} and a rest, each in a batch of its own,
   * and a record without payload behind them. A batch does not cross the end of a segment.
   *
   * @param most the most blocks that a record brings, less than {@code logBlocks}
   * @param frame blocks that a batch takes beside its payload
   */
  static long of(long blocks, int most, int frame, int logBlocks) {
    if (blocks == 0) {
      return 1;
    }
    int each = most + frame;
    int perSegment = logBlocks / each;
    long full = blocks / most;
    long segments = (full + perSegment - 1) / perSegment;
    long inLast = full - Math.max(0, segments - 1) * perSegment;
    long left = segments == 0 ? 0 : logBlocks - inLast * each;
    long rest = blocks % most;
    long behind = rest > 0 ? rest + 2L * frame : frame;
    return behind > left ? segments + 1 : segments;
  }
}
