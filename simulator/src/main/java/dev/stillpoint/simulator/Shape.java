package dev.stillpoint.simulator;

import java.util.random.RandomGenerator;

/**
 * How big the simulated pool is. Small, so that its segments come round often.
 *
 * @param poolBytes the most that the log may occupy
 * @param segmentBytes size of one segment
 * @param bufferBytes memory for what is answered and not written
 * @param cacheBytes memory for reads
 * @param checkpointBytes of log after which a checkpoint is due
 * @param writeCache false when an answer means durable
 * @param historyMillis how much of the past is kept
 */
record Shape(
    long poolBytes,
    int segmentBytes,
    int bufferBytes,
    int cacheBytes,
    long checkpointBytes,
    boolean writeCache,
    int historyMillis) {
  private static final int KIB = 1 << 10;

  static Shape random(RandomGenerator random) {
    int segment = (256 * KIB) << random.nextInt(3);
    int segments = random.nextInt(2) == 0 ? random.nextInt(10, 16) : random.nextInt(32, 96);
    return new Shape(
        (long) segment * segments,
        segment,
        (256 * KIB) << random.nextInt(4),
        (64 * KIB) << random.nextInt(6),
        (long) segment * random.nextInt(1, 6),
        random.nextInt(4) != 0,
        0);
  }

  /** The same with some past. */
  Shape withHistory(RandomGenerator random) {
    return new Shape(
        poolBytes,
        segmentBytes,
        bufferBytes,
        cacheBytes,
        checkpointBytes,
        writeCache,
        100 << random.nextInt(6));
  }
}
