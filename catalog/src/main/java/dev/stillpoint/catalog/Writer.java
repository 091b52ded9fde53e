package dev.stillpoint.catalog;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.ReentrantLock;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;

/**
 * The connection that changes rows. Callers take turns; those that come while others are at work
 * share one transaction, so that one sync of the disk serves them all. Each turn is a savepoint of
 * its own and undone by itself; whoever finds nobody waiting behind it commits for everybody, and
 * no turn ends before that commit. Thread-safe.
 */
final class Writer implements AutoCloseable {
  /** So many turns share a commit at most, which bounds how long the first of them waits. */
  static final int TURNS_MAX = 32;

  private final Handle handle;

  /** Fair, and only ever taken for good: a thread that queues will have its turn. */
  private final ReentrantLock turns = new ReentrantLock(true);

  /** Null while no transaction is open; guarded by {@code turns}. */
  private Shared open;

  Writer(Handle handle) {
    this.handle = handle;
  }

  /**
   * Waits for a turn. It ends when it is closed.
   *
   * @throws JdbiException the database refused
   */
  Turn take() {
    if (turns.isHeldByCurrentThread()) {
      throw new IllegalStateException("a transaction is begun inside another");
    }
    turns.lock();
    boolean taken = false;
    try {
      if (open == null) {
        handle.begin();
        open = new Shared();
      }
      open.turns++;
      handle.execute("SAVEPOINT turn");
      taken = true;
      return new Turn(open);
    } finally {
      if (!taken) {
        abandon(new IllegalStateException("a turn could not begin"));
        turns.unlock();
      }
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

  private void commit() {
    try {
      handle.commit();
      open.committed.complete(null);
      open = null;
    } catch (RuntimeException | Error e) {
      abandon(e);
    }
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
    private int turns;
  }

  /** What one caller does. */
  final class Turn implements AutoCloseable {
    private final Shared shared;
    private boolean kept;

    private Turn(Shared shared) {
      this.shared = shared;
    }

    Tables tables() {
      return new Tables(handle);
    }

    /** What was done stays; without this it is undone. */
    void keep() {
      kept = true;
    }

    /**
     * Returns once what stays is on stable storage.
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
        if (!kept) {
          handle.execute("ROLLBACK TO turn");
        }
        handle.execute("RELEASE turn");
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
