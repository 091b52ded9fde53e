package dev.stillpoint.engine.pool;

import dev.stillpoint.engine.log.LogWriter;
import dev.stillpoint.engine.recovery.PayloadCheck;
import dev.stillpoint.engine.tree.Fanout;
import java.util.List;
import java.util.function.LongUnaryOperator;
import java.util.function.UnaryOperator;

/**
 * Places where a test can plant a bug, to prove that the simulator finds it, or make things tiny.
 * Production always runs with {@link #SOUND}.
 *
 * @param flushOrder which of the waiting items a flush writes, and in which order
 * @param payloadCheck how recovery tells a torn batch
 * @param nonceEpoch which epoch the nonces of a life name: its own
 * @param fanout how large nodes of the maps grow
 */
public record Seams(
    UnaryOperator<List<LogWriter.Item>> flushOrder,
    PayloadCheck payloadCheck,
    LongUnaryOperator nonceEpoch,
    Fanout fanout) {
  /** No bug. */
  public static final Seams SOUND =
      new Seams(items -> items, PayloadCheck.SOUND, LongUnaryOperator.identity());

  /** With nodes of their usual size. */
  public Seams(
      UnaryOperator<List<LogWriter.Item>> flushOrder,
      PayloadCheck payloadCheck,
      LongUnaryOperator nonceEpoch) {
    this(flushOrder, payloadCheck, nonceEpoch, Fanout.STANDARD);
  }

  /** The same with other nodes. */
  public Seams withFanout(Fanout other) {
    return new Seams(flushOrder, payloadCheck, nonceEpoch, other);
  }
}
