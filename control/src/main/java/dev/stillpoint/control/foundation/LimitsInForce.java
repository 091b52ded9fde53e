package dev.stillpoint.control.foundation;

import java.util.EnumMap;
import java.util.Map;

/**
 * The bounds that hold now: those of the configuration, less what the operator has set over them
 * while the server runs. Thread-safe; a request that asks twice may see two answers.
 */
public final class LimitsInForce {
  private final Limits configured;
  private final Map<Limit, Integer> set = new EnumMap<>(Limit.class);
  private volatile Limits now;

  public LimitsInForce(Limits configured) {
    this.configured = configured;
    this.now = configured;
  }

  /** Every bound. */
  public Limits now() {
    return now;
  }

  /** What the configuration says. */
  public Limits configured() {
    return configured;
  }

  /** Replaces one bound. */
  public synchronized void set(Limit limit, int value) {
    set.put(limit, value);
    apply();
  }

  /** Leaves one bound to the configuration again. */
  public synchronized void reset(Limit limit) {
    set.remove(limit);
    apply();
  }

  private void apply() {
    Limits limits = configured;
    for (Map.Entry<Limit, Integer> entry : set.entrySet()) {
      limits = limits.with(entry.getKey(), entry.getValue());
    }
    now = limits;
  }
}
