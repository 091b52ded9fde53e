package dev.stillpoint.control.operator;

import dev.stillpoint.catalog.SettingRow;
import dev.stillpoint.control.foundation.Foundation;
import dev.stillpoint.control.foundation.Limit;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * How often an action may be called by one user in a minute: the limit for every action, or a
 * number of its own. Holds at once and again after a restart. Thread-safe.
 */
public final class ThrottleDesk {
  private static final String PREFIX = "throttle.action.";
  private static final int NAME_CHARS_MAX = 64;

  private final Foundation foundation;
  private final Map<String, Integer> own = new ConcurrentSkipListMap<>();

  /** Puts in force what was set before. */
  ThrottleDesk(Foundation foundation) {
    this.foundation = foundation;
    for (SettingRow row :
        foundation.catalog().<List<SettingRow>, RuntimeException>read(t -> t.settings().all())) {
      if (row.name().startsWith(PREFIX)) {
        own.put(row.name().substring(PREFIX.length()), (int) row.value());
      }
    }
  }

  /** Calls of an action that one user may make in a minute. */
  public int callsPerMinute(String action) {
    return own.getOrDefault(action, foundation.limits().callsPerMinuteMax());
  }

  /** The actions with a number of their own. */
  public SortedMap<String, Integer> own() {
    return new TreeMap<>(own);
  }

  /** Gives an action a number of its own. */
  public void set(String action, long calls) throws NotPossible {
    if (!action.matches("[A-Za-z]{1," + NAME_CHARS_MAX + "}")) {
      throw new NotPossible("There is no action " + action + ".");
    }
    if (!Limit.CALLS_PER_MINUTE.takes(calls)) {
      throw new NotPossible(
          "An action takes 1 to " + Limit.CALLS_PER_MINUTE.most() + " calls a minute.");
    }
    foundation
        .catalog()
        .write(tables -> {
          tables.settings().put(new SettingRow(PREFIX + action, calls));
          return action;
        });
    own.put(action, (int) calls);
  }

  /** Leaves an action to the limit for every action again. */
  public void reset(String action) {
    foundation
        .catalog()
        .write(tables -> {
          tables.settings().remove(PREFIX + action);
          return action;
        });
    own.remove(action);
  }
}
