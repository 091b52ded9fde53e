package dev.stillpoint.engine.state;

import java.util.ArrayDeque;
import java.util.List;

/** Runs of dead blocks that were moved once: where they stand has to be looked up first. */
public final class DeathQueue {
  /** Blocks that died, by identity. */
  public record Run(long identity, int count) {}

  private final ArrayDeque<Run> runs = new ArrayDeque<>();

  void add(long identity, int count) {
    Run last = runs.peekLast();
    if (last != null && last.identity + last.count == identity) {
      runs.removeLast();
      runs.add(new Run(last.identity, last.count + count));
    } else {
      runs.add(new Run(identity, count));
    }
  }

  Run peek() {
    return runs.peek();
  }

  void remove() {
    runs.remove();
  }

  public int size() {
    return runs.size();
  }

  /** What waits, for a checkpoint. */
  public List<Run> pending() {
    return List.copyOf(runs);
  }
}
