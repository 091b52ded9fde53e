package dev.stillpoint.nbd;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All connections of a server, and which of them serves or is about to serve which export. */
final class Connections {
  private static final long STEP_MILLIS = 50;

  private final int max;
  private final Set<Connection> all = new LinkedHashSet<>();
  private final Map<String, Set<Connection>> byName = new HashMap<>();
  private boolean closing;

  /** How many have ended so far. */
  private long left;

  Connections(int max) {
    this.max = max;
  }

  /** Takes a new connection; false if there are too many or the server closes. */
  synchronized boolean join(Connection connection) {
    return !closing && all.size() < max && all.add(connection);
  }

  /** Waits a while for somebody who is leaving to have left; false if nobody does. */
  boolean awaitLeaving(long millis) throws InterruptedException {
    List<Connection> here;
    long before;
    synchronized (this) {
      if (!closing && all.size() < max) {
        return true;
      }
      here = new ArrayList<>(all);
      before = left;
    }
    if (here.stream().noneMatch(Connection::hungUp)) {
      return false;
    }
    synchronized (this) {
      long rest = millis;
      while (left == before && rest > 0) {
        long step = Math.min(rest, STEP_MILLIS);
        wait(step);
        rest -= step;
      }
      return left != before;
    }
  }

  /** The connection is about to open this export: from now on a withdrawal finds it. */
  synchronized void enter(String name, Connection connection) {
    byName.computeIfAbsent(name, _ -> new LinkedHashSet<>()).add(connection);
  }

  /** The connection did not get this export, or has done with it. */
  synchronized void exit(String name, Connection connection) {
    Set<Connection> ofName = byName.get(name);
    if (ofName != null && ofName.remove(connection) && ofName.isEmpty()) {
      byName.remove(name);
    }
  }

  /** The connection has ended. */
  synchronized void leave(Connection connection) {
    all.remove(connection);
    left++;
    notifyAll();
  }

  /** The connections of an export, eldest first. */
  synchronized List<Connection> of(String name) {
    return new ArrayList<>(byName.getOrDefault(name, Set.of()));
  }

  /** Lets nobody join any more, and answers who is here. */
  synchronized List<Connection> beginClosing() {
    closing = true;
    return new ArrayList<>(all);
  }

  /** Waits until all have ended; false if some have not in time. */
  synchronized boolean awaitEmpty(long millis) throws InterruptedException {
    long rest = millis;
    while (!all.isEmpty() && rest > 0) {
      long step = Math.min(rest, STEP_MILLIS);
      wait(step);
      rest -= step;
    }
    return all.isEmpty();
  }
}
