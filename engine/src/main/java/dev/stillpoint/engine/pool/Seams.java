package dev.stillpoint.engine.pool;

import dev.stillpoint.engine.log.LogWriter;
import dev.stillpoint.engine.log.Waiting;
import dev.stillpoint.engine.recovery.PayloadCheck;
import java.util.List;
import java.util.function.LongUnaryOperator;
import java.util.function.UnaryOperator;

/**
 * Places where a test can plant a bug, to prove that the simulator finds it, and take over who runs
 * when. Production always runs with {@link #SOUND}.
 *
 * @param flushOrder which of the waiting items a flush writes, and in which order
 * @param payloadCheck how recovery tells a torn batch
 * @param nonceEpoch which epoch the nonces of a life name: its own
 * @param waiting how threads wait for each other
 */
public record Seams(
    UnaryOperator<List<LogWriter.Item>> flushOrder,
    PayloadCheck payloadCheck,
    LongUnaryOperator nonceEpoch,
    Waiting waiting) {
  /** No bug. */
  public static final Seams SOUND =
      new Seams(items -> items, PayloadCheck.SOUND, LongUnaryOperator.identity());

  /** The system decides who runs when. */
  public Seams(
      UnaryOperator<List<LogWriter.Item>> flushOrder,
      PayloadCheck payloadCheck,
      LongUnaryOperator nonceEpoch) {
    this(flushOrder, payloadCheck, nonceEpoch, Waiting.OF_THE_SYSTEM);
  }

  /** The same under somebody else's rule of who runs when. */
  public Seams withWaiting(Waiting how) {
    return new Seams(flushOrder, payloadCheck, nonceEpoch, how);
  }
}
