package dev.stillpoint.control.foundation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One lock for each object that an operation is about, by its identifier. An operation takes all of
 * its locks at once, in the order of the identifiers, so that no two can wait for each other. Locks
 * exist only while somebody wants them. Thread-safe.
 */
public final class ObjectLocks {
  private final Map<String, Entry> entries = new HashMap<>();

  /** Waits for every object; what is returned lets go of them. */
  public Held hold(Collection<String> ids) {
    List<String> taken = new ArrayList<>();
    for (String id : new TreeSet<>(ids)) {
      enter(id).lock.lock();
      taken.add(id);
    }
    return () -> taken.reversed().forEach(this::leave);
  }

  private synchronized Entry enter(String id) {
    Entry entry = entries.computeIfAbsent(id, _ -> new Entry());
    entry.users++;
    return entry;
  }

  private synchronized void leave(String id) {
    Entry entry = entries.get(id);
    entry.lock.unlock();
    entry.users--;
    if (entry.users == 0) {
      entries.remove(id);
    }
  }

  /** Locks that are held. */
  @FunctionalInterface
  public interface Held extends AutoCloseable {
    /** Lets go; once. */
    @Override
    void close();
  }

  private static final class Entry {
    private final ReentrantLock lock = new ReentrantLock(true);
    private int users;
  }
}
