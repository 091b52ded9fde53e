package dev.stillpoint.bench;

import dev.stillpoint.client.Api;
import dev.stillpoint.client.ApiFault;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;

/** The same call again and again, by several callers side by side who each wait for the answer. */
final class CallLoad {
  /** One call; a refusal is the end of the measurement. */
  @FunctionalInterface
  interface Call {
    void once(Api api) throws ApiFault, IOException, InterruptedException;
  }

  private final Api api;
  private final int callers;

  CallLoad(Api api, int callers) {
    this.api = api;
    this.callers = callers;
  }

  /** Calls for so long. */
  CallRate during(Duration time, Call call) throws CannotMeasure, InterruptedException {
    long deadline = System.nanoTime() + time.toNanos();
    return run(() -> System.nanoTime() < deadline, call);
  }

  /** Calls so often. */
  CallRate times(long count, Call call) throws CannotMeasure, InterruptedException {
    AtomicLong left = new AtomicLong(count);
    return run(() -> left.getAndDecrement() > 0, call);
  }

  private CallRate run(More more, Call call) throws CannotMeasure, InterruptedException {
    long begun = System.nanoTime();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<List<Long>>> running = new ArrayList<>();
      for (int i = 0; i < callers; i++) {
        running.add(threads.submit(() -> repeat(more, call)));
      }
      LongStream.Builder all = LongStream.builder();
      for (Future<List<Long>> one : running) {
        one.get().forEach(all::add);
      }
      double seconds = (System.nanoTime() - begun) / 1e9;
      return CallRate.of(all.build().toArray(), seconds);
    } catch (ExecutionException e) {
      throw new CannotMeasure("a call failed: " + e.getCause().getMessage(), e);
    }
  }

  private List<Long> repeat(More more, Call call)
      throws ApiFault, IOException, InterruptedException {
    List<Long> nanos = new ArrayList<>();
    while (more.isThere()) {
      long begun = System.nanoTime();
      call.once(api);
      nanos.add(System.nanoTime() - begun);
    }
    return nanos;
  }

  /** Whether there is more to do. */
  @FunctionalInterface
  private interface More {
    boolean isThere();
  }
}
