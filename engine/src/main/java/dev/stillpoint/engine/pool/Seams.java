package dev.stillpoint.engine.pool;

import dev.stillpoint.engine.log.LogWriter;
import dev.stillpoint.engine.recovery.PayloadCheck;
import java.util.List;
import java.util.function.LongUnaryOperator;
import java.util.function.UnaryOperator;

/**
 * Three places where a test can plant a bug, to prove that the simulator finds it. Production
 * always runs with {@link #SOUND}.
 *
 * @param flushOrder which of the waiting items a flush writes, and in which order
 * @param payloadCheck how recovery tells a torn batch
 * @param nonceEpoch which epoch the nonces of a life name: its own
 */
public record Seams(
    UnaryOperator<List<LogWriter.Item>> flushOrder,
    PayloadCheck payloadCheck,
    LongUnaryOperator nonceEpoch) {
  /** No bug. */
  public static final Seams SOUND =
      new Seams(items -> items, PayloadCheck.SOUND, LongUnaryOperator.identity());
}
