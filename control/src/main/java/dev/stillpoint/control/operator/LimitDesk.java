package dev.stillpoint.control.operator;

import dev.stillpoint.catalog.SettingRow;
import dev.stillpoint.control.foundation.Foundation;
import dev.stillpoint.control.foundation.Limit;
import java.util.Arrays;
import java.util.List;

/**
 * Bounds that the operator sets over those of the configuration. They hold at once and again after
 * a restart. Thread-safe.
 */
public final class LimitDesk {
  private final Foundation foundation;

  /** Puts in force what was set before. */
  LimitDesk(Foundation foundation) {
    this.foundation = foundation;
    for (SettingRow row :
        foundation.catalog().<List<SettingRow>, RuntimeException>read(t -> t.settings().all())) {
      Limit.named(row.name())
          .filter(limit -> limit.takes(row.value()))
          .ifPresent(limit -> foundation.limitsInForce().set(limit, (int) row.value()));
    }
  }

  /** Every bound. */
  public List<LimitState> all() {
    return Arrays.stream(Limit.values())
        .map(limit ->
            new LimitState(
                limit,
                limit.in(foundation.limits()),
                limit.in(foundation.limitsInForce().configured())))
        .toList();
  }

  /** Sets a bound. */
  public void set(String name, long value) throws NotPossible {
    Limit limit = named(name);
    if (!limit.takes(value)) {
      throw new NotPossible(name + " takes 1 to " + limit.most() + ", not " + value + ".");
    }
    foundation
        .catalog()
        .write(tables -> {
          tables.settings().put(new SettingRow(name, value));
          return name;
        });
    foundation.limitsInForce().set(limit, (int) value);
  }

  /** Leaves a bound to the configuration again. */
  public void reset(String name) throws NotPossible {
    Limit limit = named(name);
    foundation
        .catalog()
        .write(tables -> {
          tables.settings().remove(name);
          return name;
        });
    foundation.limitsInForce().reset(limit);
  }

  private static Limit named(String name) throws NotPossible {
    return Limit.named(name)
        .orElseThrow(() ->
            new NotPossible(
                "There is no limit "
                    + name
                    + ". There are: "
                    + String.join(", ", Limit.names())
                    + "."));
  }

  /**
   * A bound.
   *
   * @param limit which
   * @param value as it is now
   * @param configured what the configuration says
   */
  public record LimitState(Limit limit, int value, int configured) {}
}
