package dev.stillpoint.engine.pool;

import dev.stillpoint.engine.log.LogWriter;
import dev.stillpoint.engine.log.Waiting;
import dev.stillpoint.engine.map.Fanout;
import dev.stillpoint.engine.recovery.PayloadCheck;
import java.util.List;
import java.util.function.LongUnaryOperator;
import java.util.function.UnaryOperator;

/**
 * Places where a test can plant a bug, to prove that the simulator finds it, take over who runs
 * when, or make things tiny. Production always runs with {@link #SOUND}.
 *
 * @param flushOrder which of the waiting items a flush writes, and in which order
 * @param payloadCheck how recovery tells a torn batch
 * @param nonceEpoch which epoch the nonces of a life name: its own
 * @param waiting how threads wait for each other
 * @param fanout how large nodes of the maps grow
 */
public record Seams(
    UnaryOperator<List<LogWriter.Item>> flushOrder,
    PayloadCheck payloadCheck,
    LongUnaryOperator nonceEpoch,
    Waiting waiting,
    Fanout fanout) {
  /** No bug. */
  public static final Seams SOUND =
      new Seams(items -> items, PayloadCheck.SOUND, LongUnaryOperator.identity());

  /** The system decides who runs when, and nodes have their usual size. */
  public Seams(
      UnaryOperator<List<LogWriter.Item>> flushOrder,
      PayloadCheck payloadCheck,
      LongUnaryOperator nonceEpoch) {
    this(flushOrder, payloadCheck, nonceEpoch, Waiting.OF_THE_SYSTEM, Fanout.STANDARD);
  }

  /** The same with other nodes. */
  public Seams withFanout(Fanout other) {
    return new Seams(flushOrder, payloadCheck, nonceEpoch, waiting, other);
  }

  /** The same under somebody else's rule of who runs when. */
  public Seams withWaiting(Waiting how) {
    return new Seams(flushOrder, payloadCheck, nonceEpoch, how, fanout);
  }
}
