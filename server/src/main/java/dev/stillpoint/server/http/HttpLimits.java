package dev.stillpoint.server.http;

import java.time.Duration;

/**
 * The bounds of what comes over HTTP.
 *
 * @param bodyBytesMax the largest body that the API takes
 * @param budgetBytes of heads, bodies and answers that are under way, on all connections together
 * @param connectionsMax one more takes the place of the one that has waited longest
 * @param headTimeMax from the first byte of a head to its last
 * @param bodyTimeMax how long a body may take to come
 * @param answerGrace how long an answer may lie before the least rate counts
 * @param answerBytesPerSecondMin the least rate at which an answer must be taken
 */
record HttpLimits(
    int bodyBytesMax,
    long budgetBytes,
    int connectionsMax,
    Duration headTimeMax,
    Duration bodyTimeMax,
    Duration answerGrace,
    int answerBytesPerSecondMin) {
  private static final int CONNECTIONS_MAX = 512;
  private static final Duration HEAD_TIME_MAX = Duration.ofSeconds(10);
  private static final Duration BODY_TIME_MAX = Duration.ofSeconds(15);
  private static final Duration ANSWER_GRACE = Duration.ofSeconds(10);
  private static final int ANSWER_BYTES_PER_SECOND_MIN = 16 * 1024;

  /** Of the heap, so much may be under way. */
  private static final int BUDGET_OF_HEAP = 8;

  /** The usual ones, for a heap of that size. */
  static HttpLimits of(int bodyBytesMax, long heapBytes) {
    return new HttpLimits(
        bodyBytesMax,
        heapBytes / BUDGET_OF_HEAP,
        CONNECTIONS_MAX,
        HEAD_TIME_MAX,
        BODY_TIME_MAX,
        ANSWER_GRACE,
        ANSWER_BYTES_PER_SECOND_MIN);
  }
}
