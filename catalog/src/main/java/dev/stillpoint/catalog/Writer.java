package dev.stillpoint.catalog;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.ReentrantLock;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;

/**
 * The connection that changes rows. Callers take turns; those that come while others are at work
 * share one transaction, so that one sync of the disk serves them all. Each turn behind the first
 * is a savepoint of its own, and each is undone by itself; whoever finds nobody waiting behind it
 * commits for everybody, and no turn ends before that commit. Thread-safe.
 *
 * <p>Turns of both kinds of {@link Keeping} may share a transaction that is synced. One that is not
 * synced is committed before the next synced turn begins, whose sync then covers it.
 */
final class Writer implements AutoCloseable {
  /** So many turns share a commit at most, which bounds how long the first of them waits. */
  static final int TURNS_MAX = 32;

  private final Handle handle;

  /** Fair, and only ever taken for good: a thread that queues will have its turn. */
  private final ReentrantLock turns = new ReentrantLock(true);

  /** Null while no transaction is open; guarded by {@code turns}. */
  private Shared open;

  /** What the connection is set to; guarded by {@code turns}. */
  private Keeping setting = Keeping.SYNCED;

  /** What a commit waits for. */
  enum Keeping {
    /** The disk: what was done survives the machine's death. */
    SYNCED("FULL"),
    /**
     * The kernel: it survives the death of the process. When the machine dies it may be gone, with
     * whatever was committed unsynced after it; a synced commit makes everything before it last.
     */
    UNSYNCED("NORMAL");

    private final String level;

    Keeping(String level) {
      this.level = level;
    }
  }

  Writer(Handle handle) {
    this.handle = handle;
  }

  /** As {@link #take(Keeping)}, synced. */
  Turn take() {
    return take(Keeping.SYNCED);
  }

  /**
   * Waits for a turn. It ends when it is closed.
   *
   * @throws JdbiException the database refused
   */
  Turn take(Keeping keeping) {
    if (turns.isHeldByCurrentThread()) {
      throw new IllegalStateException("a transaction is begun inside another");
    }
    turns.lock();
    boolean taken = false;
    try {
      if (open != null && open.keeping == Keeping.UNSYNCED && keeping == Keeping.SYNCED) {
        commit();
      }
      if (open == null) {
        set(keeping);
        handle.begin();
        open = new Shared(keeping);
      }
      open.turns++;
      boolean first = open.turns == 1;
      if (!first) {
        handle.execute("SAVEPOINT turn");
      }
      taken = true;
      return new Turn(open, first);
    } finally {
      if (!taken) {
        abandon(new IllegalStateException("a turn could not begin"));
        turns.unlock();
      }
    }
  }

  /** Does something while nobody writes, after everything that was written is committed. */
  void alone(Runnable work) {
    turns.lock();
    try {
      if (open != null) {
        commit();
      }
      work.run();
    } finally {
      turns.unlock();
    }
  }

  /** Closes the connection; a transaction that runs on another thread is waited for. */
  @Override
  public void close() {
    turns.lock();
    try {
      if (open != null) {
        // The last turn left the commit to us.
        commit();
      }
      handle.close();
    } finally {
      turns.unlock();
    }
  }

  /** Takes effect for the next transaction; inside one the database does not allow it. */
  private void set(Keeping keeping) {
    if (setting != keeping) {
      handle.execute("PRAGMA synchronous = " + keeping.level);
      setting = keeping;
    }
  }

  private void commit() {
    try {
      handle.commit();
      open.committed.complete(null);
      open = null;
    } catch (RuntimeException | Error e) {
      abandon(e);
    }
  }

  /** The only turn so far did not take place, and nobody waits for anything. */
  private void undo() {
    handle.rollback();
    open.committed.complete(null);
    open = null;
  }

  /** None of the turns took place: the database may have undone them all by itself already. */
  private void abandon(Throwable cause) {
    if (open == null) {
      return;
    }
    Shared failed = open;
    open = null;
    try {
      handle.rollback();
    } catch (JdbiException e) {
      cause.addSuppressed(e);
    } finally {
      failed.committed.completeExceptionally(cause);
    }
  }

  /** A transaction that several turns share. */
  private static final class Shared {
    private final CompletableFuture<Void> committed = new CompletableFuture<>();
    private final Keeping keeping;
    private int turns;

    private Shared(Keeping keeping) {
      this.keeping = keeping;
    }
  }

  /** What one caller does. */
  final class Turn implements AutoCloseable {
    private final Shared shared;

    /** There is nothing before it that must stay when it is undone. */
    private final boolean first;

    private boolean kept;

    private Turn(Shared shared, boolean first) {
      this.shared = shared;
      this.first = first;
    }

    Tables tables() {
      return new Tables(handle);
    }

    /** What was done stays; without this it is undone. */
    void keep() {
      kept = true;
    }

    /**
     * Returns once what stays is where the turn wants it.
     *
     * @throws CatalogFailure the database refused, and nothing of any turn stays
     */
    @Override
    public void close() {
      try {
        leave();
      } finally {
        turns.unlock();
      }
      try {
        shared.committed.join();
      } catch (CompletionException e) {
        throw new CatalogFailure(
            "the catalog could not be changed: " + e.getCause().getMessage(), e.getCause());
      }
    }

    private void leave() {
      try {
        if (first && !kept) {
          undo();
          return;
        }
        if (!first) {
          if (!kept) {
            handle.execute("ROLLBACK TO turn");
          }
          handle.execute("RELEASE turn");
        }
      } catch (RuntimeException | Error e) {
        abandon(e);
        return;
      }
      if (!turns.hasQueuedThreads() || shared.turns >= TURNS_MAX) {
        commit();
      }
    }
  }
}
