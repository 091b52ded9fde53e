package dev.stillpoint.demo.proof;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What a proof found.
 *
 * @param transactions how many transactions were seen and decided
 * @param committed how many of them showed their commit mark
 * @param youngest the highest number seen, -1 if none
 * @param pairs how many pairs of cause and effect were held against each other
 * @param violations how often each rule was broken; without the rules that hold
 * @param examples the first few violations in words
 */
public record Verdict(
    long transactions,
    long committed,
    long youngest,
    long pairs,
    Map<Rule, Long> violations,
    List<String> examples) {
  /** Copies its collections. */
  public Verdict {
    violations = violations.isEmpty() ? Map.of() : new EnumMap<>(violations);
    examples = List.copyOf(examples);
  }

  /** Whether every rule holds. */
  public boolean holds() {
    return violations.isEmpty();
  }

  /** How many violations there are of all rules together. */
  public long violationCount() {
    return violations.values().stream().mapToLong(Long::longValue).sum();
  }

  /** How often one rule was broken. */
  public long violationsOf(Rule rule) {
    return violations.getOrDefault(rule, 0L);
  }
}
