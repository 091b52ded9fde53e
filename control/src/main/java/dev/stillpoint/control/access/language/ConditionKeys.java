package dev.stillpoint.control.access.language;

import java.util.Optional;

/** What a condition can ask about a request. */
@FunctionalInterface
public interface ConditionKeys {
  /** Nothing is known. */
  ConditionKeys NONE = _ -> Optional.empty();

  /**
   * The value of a key, if the request has one.
   *
   * @param key as the policy writes it, for example {@code acs:SourceIp}
   */
  Optional<String> value(String key);
}
