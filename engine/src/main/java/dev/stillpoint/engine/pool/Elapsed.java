package dev.stillpoint.engine.pool;

import java.time.InstantSource;

/**
 * Time that goes by, told by a clock that somebody may set: what it is set back by did not happen,
 * so nothing that waits for so many milliseconds waits for longer. Exact enough for whoever asks
 * often. Serves one thread at a time.
 */
final class Elapsed {
  private final InstantSource clock;
  private long last;
  private long millis;

  Elapsed(InstantSource clock) {
    this.clock = clock;
    this.last = clock.millis();
  }

  /** Milliseconds since this was made; never less than before. */
  long millis() {
    long now = clock.millis();
    millis += Math.max(0, now - last);
    last = now;
    return millis;
  }
}
