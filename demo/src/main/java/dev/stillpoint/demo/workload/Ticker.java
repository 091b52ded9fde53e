package dev.stillpoint.demo.workload;

/** Elapsed time: never goes back, has no date, and is the same for all threads. */
@FunctionalInterface
public interface Ticker {
  /** Nanoseconds since an arbitrary moment; never zero. */
  long nanos();
}
