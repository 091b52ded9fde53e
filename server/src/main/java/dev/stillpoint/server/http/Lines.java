package dev.stillpoint.server.http;

import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.errors.CommonError;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * All connections, and the one budget for the bytes of heads, bodies and answers that are under way
 * on them. Who is in the middle of sending or of taking an answer never holds the place of one who
 * sent all: when there are too many connections the one that has waited longest goes, when there
 * are too many bytes the one that holds most of them. Only what is being worked on stays, and that
 * is bounded by the number of workers and by {@link #works}. Thread-safe.
 */
final class Lines {
  /** What a connection is at. */
  enum Phase {
    /** Idle, or in the middle of a head. */
    HEAD,
    /** In the middle of a body. */
    BODY,
    /** All has come, and the API is at it. */
    WORK,
    /** The answer is being taken. */
    ANSWER,
    /** Given up. */
    ENDED
  }

  /**
   * A request is read into texts, and these are decoded: it costs so many times its bytes on top of
   * them while it is worked on.
   */
  private static final int WORK_FACTOR = 4;

  /** From here on a request is a large one, and these leave a quarter of the budget to others. */
  private static final long LARGE_BYTES = 64 * 1024;

  private final HttpLimits limits;
  private final LongSupplier nanos;
  private final Executor ends;
  private final Set<Line> open = new LinkedHashSet<>();
  private long heldBytes;

  /**
   * @param nanos a clock that only moves forward
   * @param ends runs what gives a connection up, on another thread
   */
  Lines(HttpLimits limits, LongSupplier nanos, Executor ends) {
    this.limits = limits;
    this.nanos = nanos;
    this.ends = ends;
  }

  synchronized void opened(Line line) {
    open.add(line);
    enter(line, Phase.HEAD);
    if (open.size() <= limits.connectionsMax()) {
      return;
    }
    end(
        open.stream()
            .filter(other -> other != line && other.standing.phase != Phase.WORK)
            .min(
                Comparator.comparingLong(
                    other -> other.standing.sinceNanos - line.standing.sinceNanos))
            .orElse(line),
        CommonError.SERVICE_UNAVAILABLE);
  }

  synchronized void closed(Line line) {
    open.remove(line);
    release(line);
    line.standing.phase = Phase.ENDED;
  }

  synchronized void received(Line line, int bytes) {
    Line.Standing at = line.standing;
    if (at.phase == Phase.ENDED) {
      return;
    }
    if (at.phase == Phase.HEAD && at.heldBytes == 0) {
      at.headBeganNanos = nanos.getAsLong();
    }
    hold(line, bytes);
    displace(limits.budgetBytes());
  }

  /**
   * A head has come and its body is awaited.
   *
   * @param giveUp what is done when the body is not waited for any longer
   */
  synchronized void awaits(Line line, Consumer<ApiFault> giveUp) {
    if (line.standing.phase != Phase.ENDED) {
      enter(line, Phase.BODY);
      line.standing.giveUp = giveUp;
    }
  }

  /** All has come; false if it cannot be worked on now, since others hold the memory for it. */
  synchronized boolean works(Line line) {
    Line.Standing at = line.standing;
    if (at.phase == Phase.ENDED) {
      return false;
    }
    enter(line, Phase.WORK);
    boolean large = at.heldBytes > LARGE_BYTES;
    long bytesMax = large ? limits.budgetBytes() / 4 * 3 : limits.budgetBytes();
    hold(line, at.heldBytes * WORK_FACTOR);
    displace(bytesMax);
    return heldBytes <= bytesMax;
  }

  /**
   * There is an answer of so many bytes; what had come is not held any more. False if the
   * connection was given up: it is closed behind the answer.
   */
  synchronized boolean answers(Line line, int bytes) {
    if (line.standing.phase == Phase.ENDED) {
      return false;
    }
    release(line);
    enter(line, Phase.ANSWER);
    line.standing.takenBytes = 0;
    hold(line, bytes);
    displace(limits.budgetBytes());
    return true;
  }

  synchronized void taken(Line line, long bytes) {
    line.standing.takenBytes += bytes;
  }

  /** The answer was taken; the next request may come. */
  synchronized void done(Line line) {
    if (line.standing.phase != Phase.ENDED) {
      release(line);
      enter(line, Phase.HEAD);
    }
  }

  /** Ends what has had its time; to be called several times a second. */
  synchronized void sweep() {
    List<Line> late = new ArrayList<>();
    long now = nanos.getAsLong();
    for (Line line : open) {
      if (isLate(line.standing, now)) {
        late.add(line);
      }
    }
    late.forEach(line -> end(line, CommonError.BODY_TOO_SLOW));
  }

  private boolean isLate(Line.Standing at, long now) {
    return switch (at.phase) {
      case HEAD -> at.heldBytes > 0 && now - at.headBeganNanos > limits.headTimeMax().toNanos();
      case BODY -> now - at.sinceNanos > limits.bodyTimeMax().toNanos();
      case ANSWER ->
          now - at.sinceNanos - limits.answerGrace().toNanos()
              > at.takenBytes * 1_000_000_000.0 / limits.answerBytesPerSecondMin();
      case WORK, ENDED -> false;
    };
  }

  synchronized long heldBytes() {
    return heldBytes;
  }

  /** Who holds most of the bytes without being worked on goes, until the rest fits. */
  private void displace(long bytesMax) {
    while (heldBytes > bytesMax) {
      Line largest =
          open.stream()
              .filter(line -> line.standing.phase != Phase.WORK && line.standing.heldBytes > 0)
              .max(Comparator.comparingLong(line -> line.standing.heldBytes))
              .orElse(null);
      if (largest == null) {
        return;
      }
      end(largest, CommonError.SERVICE_UNAVAILABLE);
    }
  }

  private void enter(Line line, Phase phase) {
    line.standing.phase = phase;
    line.standing.sinceNanos = nanos.getAsLong();
    line.standing.giveUp = null;
  }

  private void hold(Line line, long bytes) {
    line.standing.heldBytes += bytes;
    heldBytes += bytes;
  }

  private void release(Line line) {
    heldBytes -= line.standing.heldBytes;
    line.standing.heldBytes = 0;
  }

  /** Its bytes count as given back from here on; the deed follows on another thread. */
  private void end(Line line, CommonError why) {
    Consumer<ApiFault> giveUp = line.standing.giveUp;
    release(line);
    enter(line, Phase.ENDED);
    open.remove(line);
    ends.execute(
        giveUp == null
            ? line::close
            : () -> giveUp.accept(why.with(limits.bodyTimeMax().toSeconds())));
  }
}
