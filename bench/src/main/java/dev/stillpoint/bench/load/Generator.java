package dev.stillpoint.bench.load;

import dev.stillpoint.client.NbdWire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A load on many disks, from its start until it is closed.
 *
 * <p>Saturated, every answer asks for the next request on the same disk. Paced, requests are due at
 * even distances on one disk after the other, whether or not earlier ones were answered; what is
 * due is looked at once a millisecond and with every answer.
 */
public final class Generator implements AutoCloseable {
  private static final int LOG_CAPACITY = 1 << 22;
  private static final long SECOND = 1_000_000_000L;
  private static final long DRAIN_NANOS_MAX = 5 * SECOND;

  private final LoadShape shape;
  private final Selector selector;
  private final List<Line> lines = new ArrayList<>();
  private final RequestLog log;
  private final Latencies latencies = new Latencies();
  private final AtomicReference<IOException> fault = new AtomicReference<>();
  private final Thread thread =
      Thread.ofPlatform().daemon().name("bench-load").unstarted(this::run);

  private volatile boolean stopping;
  private volatile boolean abandoned;
  private long beganNanos;
  private volatile long endedNanos;
  private long asked;

  private Generator(LoadShape shape, Selector selector, RequestLog log) {
    this.shape = shape;
    this.selector = selector;
    this.log = log;
  }

  /**
   * Connects to every disk and begins.
   *
   * @param socket the server's unix socket
   * @param exports the disks' names there
   */
  public static Generator start(Path socket, List<String> exports, LoadShape shape)
      throws IOException {
    Generator generator = new Generator(shape, Selector.open(), new RequestLog(LOG_CAPACITY));
    try {
      SplittableRandom seeds = new SplittableRandom(shape.seed());
      for (String export : exports) {
        NbdWire wire = NbdWire.open(UnixDomainSocketAddress.of(socket), export);
        generator.lines.add(
            new Line(wire, generator.selector, shape, seeds.split(), generator::answered));
      }
    } catch (IOException | RuntimeException e) {
      generator.closeLines();
      throw e;
    }
    generator.beganNanos = System.nanoTime();
    generator.thread.start();
    return generator;
  }

  /** The last requests with their instants. */
  public RequestLog log() {
    return log;
  }

  /** Throws what broke the load off, if anything did. */
  public void check() throws IOException {
    IOException seen = fault.get();
    if (seen != null) {
      throw new IOException("the load broke off: " + seen.getMessage(), seen);
    }
  }

  /**
   * Asks for no more, waits for what is under way and hangs up; throws what broke the load off, if
   * anything did. Idempotent.
   */
  public void stop() throws IOException {
    close();
    check();
  }

  /** As {@link #stop}, without a word about what broke off. */
  @Override
  public void close() {
    stopping = true;
    selector.wakeup();
    join();
  }

  /** Hangs up at once, without waiting for answers: the server is known to be gone. */
  public void abandon() {
    abandoned = true;
    stopping = true;
    selector.wakeup();
    join();
  }

  /** All requests; to be read when it was closed. */
  public Latencies latencies() {
    if (thread.isAlive()) {
      throw new IllegalStateException("the load still runs");
    }
    return latencies;
  }

  /** Answered requests a second, over the whole time; to be read when it was closed. */
  public double perSecond() {
    return latencies().count() * (double) SECOND / Math.max(1, endedNanos - beganNanos);
  }

  private void join() {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      if (!shape.paced()) {
        fill();
      }
      while (!stopping) {
        turn();
        if (shape.paced()) {
          askWhatIsDue();
        }
      }
      endedNanos = System.nanoTime();
      long deadline = endedNanos + DRAIN_NANOS_MAX;
      while (!abandoned && unanswered() && System.nanoTime() - deadline < 0) {
        turn();
      }
    } catch (IOException e) {
      breakOff(e);
    } catch (UncheckedIOException e) {
      breakOff(e.getCause());
    } finally {
      closeLines();
    }
  }

  private void breakOff(IOException e) {
    fault.set(e);
    endedNanos = System.nanoTime();
  }

  private void fill() throws IOException {
    long now = System.nanoTime();
    for (Line line : lines) {
      for (int i = 0; i < shape.depth(); i++) {
        line.ask(now);
      }
      line.send();
    }
  }

  private void turn() throws IOException {
    selector.select(Generator::attend, 1);
  }

  private static void attend(SelectionKey key) {
    Line line = (Line) key.attachment();
    try {
      line.receive();
      line.send();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void askWhatIsDue() throws IOException {
    long now = System.nanoTime();
    long due = (long) ((now - beganNanos) * (double) shape.perSecond() / SECOND);
    for (; asked < due; asked++) {
      Line line = lines.get((int) (asked % lines.size()));
      line.ask(now);
      line.send();
    }
  }

  private void answered(Line line, long begunNanos) throws IOException {
    long now = System.nanoTime();
    long nanos = now - begunNanos;
    log.add(begunNanos, nanos);
    latencies.add(nanos);
    if (!shape.paced() && !stopping) {
      line.ask(now);
    }
  }

  private boolean unanswered() {
    return lines.stream().anyMatch(line -> line.unanswered() > 0);
  }

  private void closeLines() {
    try {
      for (Line line : lines) {
        line.close();
      }
      selector.close();
    } catch (IOException e) {
      fault.compareAndSet(null, e);
    }
  }
}
