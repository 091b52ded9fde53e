package dev.stillpoint.engine.pool;

import dev.stillpoint.engine.log.LogWriter;
import dev.stillpoint.engine.recovery.PayloadCheck;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongUnaryOperator;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Places where a test can plant a bug, to prove that the simulator finds it, and take over who runs
 * when. Production always runs with {@link #SOUND}.
 *
 * @param flushOrder which of the waiting items a flush writes, and in which order
 * @param payloadCheck how recovery tells a torn batch
 * @param nonceEpoch which epoch the nonces of a life name: its own
 * @param locks makes every lock that a thread may hold while another one waits
 */
public record Seams(
    UnaryOperator<List<LogWriter.Item>> flushOrder,
    PayloadCheck payloadCheck,
    LongUnaryOperator nonceEpoch,
    Supplier<ReentrantLock> locks) {
  /** No bug. */
  public static final Seams SOUND =
      new Seams(items -> items, PayloadCheck.SOUND, LongUnaryOperator.identity());

  /** The system decides who runs when. */
  public Seams(
      UnaryOperator<List<LogWriter.Item>> flushOrder,
      PayloadCheck payloadCheck,
      LongUnaryOperator nonceEpoch) {
    this(flushOrder, payloadCheck, nonceEpoch, ReentrantLock::new);
  }

  /** The same with locks that somebody else makes. */
  public Seams withLocks(Supplier<ReentrantLock> made) {
    return new Seams(flushOrder, payloadCheck, nonceEpoch, made);
  }
}
