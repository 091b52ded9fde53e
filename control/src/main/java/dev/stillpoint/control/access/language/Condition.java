package dev.stillpoint.control.access.language;

import java.util.List;

/**
 * One line of a statement's conditions.
 *
 * @param key for example {@code acs:SourceIp}
 * @param wanted at least one value
 */
record Condition(ConditionOperator operator, String key, List<String> wanted) {
  Condition {
    wanted = List.copyOf(wanted);
  }

  boolean holds(ConditionKeys keys) {
    return operator.holds(keys.value(key), wanted);
  }
}
