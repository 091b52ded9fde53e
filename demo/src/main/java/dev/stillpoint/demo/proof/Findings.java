package dev.stillpoint.demo.proof;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Gathers what one proof finds. */
final class Findings {
  private static final int EXAMPLES_PER_RULE = 2;

  private final Map<Rule, Long> violations = new EnumMap<>(Rule.class);
  private final List<String> examples = new ArrayList<>();
  private long transactions;
  private long committed;
  private long pairs;

  void add(Rule rule, String example) {
    long count = violations.merge(rule, 1L, Long::sum);
    if (count <= EXAMPLES_PER_RULE) {
      examples.add(rule.sentence() + ": " + example);
    }
  }

  void compared() {
    pairs++;
  }

  void counted(long seenTransactions, long seenCommits) {
    transactions = seenTransactions;
    committed = seenCommits;
    if (seenTransactions < Prover.TRANSACTIONS_MIN) {
      add(Rule.ENOUGH_CHECKED, "only " + seenTransactions + " transactions are on the disks");
    }
  }

  Verdict verdict(long youngest) {
    return new Verdict(transactions, committed, youngest, pairs, violations, examples);
  }
}
