package dev.stillpoint.engine.pool;

import dev.stillpoint.engine.log.LogWriter;
import dev.stillpoint.engine.recovery.PayloadCheck;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Two places where a test can plant a bug, to prove that the simulator finds it. Production always
 * runs with {@link #SOUND}.
 *
 * @param flushOrder which of the waiting items a flush writes, and in which order
 * @param payloadCheck how recovery tells a torn batch
 */
public record Seams(UnaryOperator<List<LogWriter.Item>> flushOrder, PayloadCheck payloadCheck) {
  /** No bug. */
  public static final Seams SOUND = new Seams(items -> items, PayloadCheck.SOUND);
}
