package dev.stillpoint.acceptance;

import dev.stillpoint.acceptance.Lane.Tearing;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Looks for one moment of the log that explains what several lanes hold: for each lane a number of
 * its changes, such that no change is in that was sent after another one, which is not in, was
 * answered, and a rollback is in on all its lanes or on none. Every rule only asks for more, so the
 * least answer to all rules is found by asking until nothing changes, and if it does not exist
 * there is none.
 */
final class InstantSearch {
  private final Map<Lane, byte[]> observed;
  private final Tearing tearing;
  private final Map<Lane, List<Integer>> matches = new HashMap<>();
  private final Map<Lane, Integer> counts = new HashMap<>();
  private long inBefore;

  private InstantSearch(Map<Lane, byte[]> observed, long inBefore, Tearing tearing) {
    this.observed = observed;
    this.inBefore = inBefore;
    this.tearing = tearing;
  }

  /**
   * Searches.
   *
   * @param least changes that must be in, by lane; none where a lane is not named
   * @param inBefore everything that was answered before this stamp must be in
   * @param outAfter nothing that was sent after this stamp may be in
   * @return the changes that are in, by lane
   * @throws AssertionError no moment explains it; says which lane, and what it lacks
   */
  static Map<Lane, Integer> explain(
      String what,
      Map<Lane, byte[]> observed,
      Map<Lane, Integer> least,
      long inBefore,
      long outAfter,
      Tearing tearing) {
    InstantSearch search = new InstantSearch(observed, inBefore, tearing);
    search.run(what, least);
    search.counts.forEach((lane, count) -> {
      if (count > 0 && lane.history().get(count - 1).sent() > outAfter) {
        throw new AssertionError(
            what
                + ": "
                + lane
                + " holds a change that was sent after the answer ("
                + outAfter
                + "): "
                + lane.history().get(count - 1));
      }
    });
    return search.counts;
  }

  private void run(String what, Map<Lane, Integer> least) {
    observed.forEach((lane, bytes) -> matches.put(lane, lane.matches(bytes, tearing)));
    observed.keySet().forEach(lane -> counts.put(lane, -1));
    boolean changed = true;
    while (changed) {
      changed = false;
      for (Lane lane : observed.keySet()) {
        int required = Math.max(least.getOrDefault(lane, 0), required(lane));
        if (counts.get(lane) < required) {
          raise(what, lane, required);
          changed = true;
        }
      }
    }
  }

  private int required(Lane lane) {
    int required = lane.answeredBefore(inBefore);
    for (int i = required; i < lane.history().size(); i++) {
      int rollback = lane.history().get(i).rollback();
      if (rollback != LaneOperation.ALONE && isIn(rollback)) {
        required = i + 1;
      }
    }
    return required;
  }

  private boolean isIn(int rollback) {
    return counts.entrySet().stream()
        .anyMatch(entry ->
            entry.getKey().history().stream()
                .limit(Math.max(0, entry.getValue()))
                .anyMatch(operation -> operation.rollback() == rollback));
  }

  private void raise(String what, Lane lane, int required) {
    int count =
        matches.get(lane).stream()
            .filter(match -> match >= required)
            .findFirst()
            .orElseThrow(() -> new AssertionError(what + ": " + complaint(lane, required)));
    counts.put(lane, count);
    if (count > 0) {
      inBefore = Math.max(inBefore, lane.history().get(count - 1).sent());
    }
  }

  private String complaint(Lane lane, int required) {
    List<LaneOperation> history = lane.history();
    StringBuilder text = new StringBuilder();
    text.append(lane)
        .append(" must hold its first ")
        .append(required)
        .append(" changes of ")
        .append(history.size())
        .append(", because everything answered before ")
        .append(inBefore)
        .append(" must be there; what it holds is the state after ")
        .append(matches.get(lane))
        .append(" changes. Around there:");
    int last = matches.get(lane).isEmpty() ? required : matches.get(lane).getLast();
    for (int i = Math.max(0, last - 3); i < Math.min(history.size(), required + 3); i++) {
      text.append("\n  ").append(i + 1).append(": ").append(history.get(i));
    }
    return text.toString();
  }
}
