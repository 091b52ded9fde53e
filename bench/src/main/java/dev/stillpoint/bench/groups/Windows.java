package dev.stillpoint.bench.groups;

import dev.stillpoint.bench.CannotMeasure;
import dev.stillpoint.bench.load.Generator;
import dev.stillpoint.bench.load.Latencies;
import dev.stillpoint.bench.load.RequestLog;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Windows of time under a load, with a group call at their beginning and without one, in turns;
 * each pair begins with the other kind. A window owns the writes that were asked for within it.
 */
final class Windows {
  /** Between two windows, so that what one of them left is answered. */
  private static final long GAP_MILLIS = 30;

  private static final long SETTLE_MILLIS = 1_000;

  private final String contender;
  private final GroupsBenchOptions options;
  private final Freezer freezer;
  private final List<Long> beside = new ArrayList<>();
  private final List<Long> without = new ArrayList<>();
  private final List<Long> calls = new ArrayList<>();
  private int outlasting;

  private record Window(List<Long> longest, long since, long fromNanos, long toNanos) {
    void note(RequestLog log) {
      longest.add(log.longest(since, fromNanos, toNanos));
    }
  }

  Windows(String contender, GroupsBenchOptions options, Freezer freezer) {
    this.contender = contender;
    this.options = options;
    this.freezer = freezer;
  }

  /**
   * Measures all pairs.
   *
   * @param all gets every write of the measurement
   */
  LoadFigures measure(Path socket, List<String> exports, Load load, Latencies all)
      throws CannotMeasure, InterruptedException {
    long collected = collections();
    try (Generator generator = Generator.start(socket, exports, load.shape(options))) {
      Thread.sleep(SETTLE_MILLIS);
      Optional<Window> before = Optional.empty();
      for (int pair = 0; pair < options.pairs(); pair++) {
        freezer.prepare();
        for (int half = 0; half < 2; half++) {
          Window window = (pair + half) % 2 == 0 ? withCall(generator) : silent(generator);
          // What the one before last left under way has been answered by now.
          before.ifPresent(one -> one.note(generator.log()));
          before = Optional.of(window);
          Thread.sleep(GAP_MILLIS);
          generator.check();
        }
      }
      generator.stop();
      before.ifPresent(one -> one.note(generator.log()));
      Latencies latencies = generator.latencies();
      all.add(latencies);
      return new LoadFigures(
          contender,
          load.title(options),
          generator.perSecond(),
          Times.ofNanos(beside),
          Times.ofNanos(without),
          Times.ofNanos(calls),
          outlasting,
          latencies.longest() / 1e6,
          latencies.within(0.999) / 1e6,
          collections() - collected);
    } catch (IOException e) {
      throw new CannotMeasure(contender + ", " + load.title(options) + ": " + e.getMessage(), e);
    }
  }

  private Window withCall(Generator generator) throws CannotMeasure, InterruptedException {
    long since = generator.log().count();
    long from = System.nanoTime();
    long to = from + options.window().toNanos();
    freezer.freeze();
    long answered = System.nanoTime();
    calls.add(answered - from);
    if (answered - to > 0) {
      outlasting++;
    }
    sleepUntil(to);
    return new Window(beside, since, from, to);
  }

  private Window silent(Generator generator) throws InterruptedException {
    long since = generator.log().count();
    long from = System.nanoTime();
    long to = from + options.window().toNanos();
    sleepUntil(to);
    return new Window(without, since, from, to);
  }

  static void sleepUntil(long nanos) throws InterruptedException {
    long left = nanos - System.nanoTime();
    if (left > 0) {
      TimeUnit.NANOSECONDS.sleep(left);
    }
  }

  private static long collections() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .mapToLong(GarbageCollectorMXBean::getCollectionCount)
        .sum();
  }
}
