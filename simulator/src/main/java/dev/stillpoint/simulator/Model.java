package dev.stillpoint.simulator;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The oracle: knows what a pool must hold after the first N records, for every N from the last one
 * that was promised to survive to the last one that was appended.
 */
final class Model {
  /** A change and where its records stand; most have one. */
  private record Entry(long first, long last, Change change) {}

  private final State promised = new State();
  private final ArrayDeque<Entry> since = new ArrayDeque<>();

  /** What {@link #promised} consists of. */
  private final List<Entry> settled = new ArrayList<>();

  private State head = new State();
  private long promisedLsn;
  private long headLsn;
  private long groupLsn;

  /** What is there now. */
  State head() {
    return head;
  }

  long headLsn() {
    return headLsn;
  }

  /** No recovery may find less than this. */
  long promisedLsn() {
    return promisedLsn;
  }

  /** The newest record that made a group. */
  long groupLsn() {
    return groupLsn;
  }

  /** A record that changes nothing that can be seen. */
  void appended(long lsn) {
    headLsn = lsn;
  }

  void appended(long lsn, Change change) {
    headLsn = lsn;
    head.apply(lsn, change);
    boolean group =
        switch (change) {
          case Change.FreezeGroup _, Change.FreezePast _, Change.RollBackGroup _ -> true;
          case Change.Write _,
              Change.Zero _,
              Change.CreateVolume _,
              Change.CloneVolume _,
              Change.Resize _,
              Change.DeleteVolume _,
              Change.DeleteImages _ ->
              false;
        };
    groupLsn = group ? lsn : groupLsn;
    since.add(new Entry(lsn, lsn, change));
  }

  /** One more record of the newest change: the edges of a range, for example. */
  void extended(long lsn) {
    headLsn = lsn;
    Entry entry = since.removeLast();
    since.add(new Entry(entry.first, lsn, entry.change));
  }

  /** Everything up to here has been promised to survive. */
  void promised(long lsn) {
    while (!since.isEmpty() && since.peek().last <= lsn) {
      Entry entry = since.remove();
      promised.apply(entry.first, entry.change);
      settled.add(entry);
    }
    promisedLsn = Math.max(promisedLsn, lsn);
  }

  /** The pool as it was when it held exactly the records up to {@code lsn}. */
  State at(long lsn) {
    State state = promised.copy();
    for (Entry entry : since) {
      if (entry.last <= lsn) {
        state.apply(entry.first, entry.change);
      }
    }
    return state;
  }

  /** As {@link #at}, of any record that there ever was. */
  State past(long lsn) {
    State state = new State();
    all().filter(entry -> entry.last <= lsn).forEach(e -> state.apply(e.first, e.change));
    return state;
  }

  /** The newest record up to {@code lsn} behind which nothing is half done. */
  long whole(long lsn) {
    return all()
        .filter(entry -> entry.first <= lsn && lsn < entry.last)
        .mapToLong(entry -> entry.first - 1)
        .findFirst()
        .orElse(lsn);
  }

  private Stream<Entry> all() {
    return Stream.concat(settled.stream(), since.stream());
  }

  /** What would be found half done after the first {@code lsn} records: it must not be so. */
  Optional<Change> splitBy(long lsn) {
    return since.stream()
        .filter(entry -> entry.first <= lsn && lsn < entry.last)
        .map(Entry::change)
        .findFirst();
  }

  /** A recovery found the records up to {@code lsn}; what came after them never happened. */
  void recovered(long lsn) {
    since.removeIf(entry -> entry.last > lsn);
    headLsn = lsn;
    head = at(lsn);
  }
}
