package dev.stillpoint.control.rule;

import dev.stillpoint.control.fault.Refusal;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the refusals of rules go. The rules are asked in their order; a call ends with the first
 * refusal, a preflight keeps them all. So both have one list of rules, and what the call is refused
 * with is the first that the preflight tells.
 */
public interface Objections {
  /** The first refusal ends everything. */
  Objections FIRST =
      new Objections() {
        @Override
        public <T> T ask(String subject, Question<T> question, T otherwise) throws Refusal {
          return question.answer();
        }
      };

  /**
   * Asks a rule.
   *
   * @param subject the disk that it is about; empty when it is about the request
   * @param otherwise what to go on with when the rule is broken and all are asked
   * @return what the rule answers when it is kept
   * @throws Refusal the rule is broken, and the first ends everything
   */
  <T> T ask(String subject, Question<T> question, T otherwise) throws Refusal;

  /** Asks a rule that has nothing to tell when it is kept. */
  default void ask(String subject, Rule rule) throws Refusal {
    ask(
        subject,
        () -> {
          rule.check();
          return "";
        },
        "");
  }

  /** A rule that tells something when it is kept. */
  @FunctionalInterface
  interface Question<T> {
    /** Checks and tells. */
    T answer() throws Refusal;
  }

  /** A rule. */
  @FunctionalInterface
  interface Rule {
    /** Checks. */
    void check() throws Refusal;
  }

  /**
   * A refusal that was kept.
   *
   * @param subject the disk, or empty
   * @param refusal why
   */
  record Objection(String subject, Refusal refusal) {}

  /** Keeps every refusal in the order of the rules. For one thread. */
  final class Kept implements Objections {
    private final List<Objection> all = new ArrayList<>();

    @Override
    public <T> T ask(String subject, Question<T> question, T otherwise) {
      try {
        return question.answer();
      } catch (Refusal refusal) {
        all.add(new Objection(subject, refusal));
        return otherwise;
      }
    }

    /** Keeps one about the request that was found elsewhere. */
    public void keep(Refusal refusal) {
      all.add(new Objection("", refusal));
    }

    /** What was kept. */
    public List<Objection> all() {
      return List.copyOf(all);
    }
  }
}
