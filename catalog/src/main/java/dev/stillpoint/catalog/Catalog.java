package dev.stillpoint.catalog;

import dev.stillpoint.catalog.Writer.Keeping;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;

/**
 * One SQLite file. Transactions are lambdas: what a lambda does happens wholly or, when it throws,
 * not at all; a write is on stable storage when {@link #write} returns. There is one writer at a
 * time, writes that wait for each other share a commit, and readers never wait for it. Thread-safe.
 */
public final class Catalog implements AutoCloseable {
  private static final int READERS = 2;

  /** So much of the write-ahead log is worth moving to the tables. */
  private static final long LOG_BYTES_LEAST = 1L << 20;

  private final Writer writer;
  private final BlockingQueue<Handle> readers = new LinkedBlockingQueue<>();
  private final Path log;

  /** Moves what is in the log; null when the catalog is not open. Guarded by {@link #mover}. */
  private Handle moving;

  private final Object mover = new Object();

  private Catalog(Writer writer, Path log) {
    this.writer = writer;
    this.log = log;
  }

  /**
   * Opens the catalog in a directory, making it when there is none, and brings its schema up to
   * date. Directory and file are readable by their owner only.
   *
   * @param directory made when missing
   * @throws CatalogFault it is not a catalog, was written by a newer version, or cannot be read
   */
  public static Catalog open(Path directory) throws CatalogFault {
    Connections connections = Connections.to(directory);
    Handle handle;
    try {
      handle = connections.writer();
    } catch (JdbiException e) {
      throw unusable(directory, e);
    }
    Catalog catalog = new Catalog(new Writer(handle), connections.log());
    try {
      new Migrations(handle).apply();
      catalog.moveThrough(connections.mover());
      catalog.wipe();
      for (int i = 0; i < READERS; i++) {
        catalog.readers.add(connections.reader());
      }
    } catch (JdbiException e) {
      catalog.close();
      throw unusable(directory, e);
    } catch (CatalogFault e) {
      catalog.close();
      throw e;
    }
    return catalog;
  }

  private void moveThrough(Handle handle) {
    synchronized (mover) {
      moving = handle;
    }
  }

  private static CatalogFault unusable(Path directory, JdbiException e) {
    return new CatalogFault(
        "the catalog in " + directory + " cannot be used: " + e.getMessage(), e);
  }

  /**
   * Runs {@code work} as one transaction that may change rows. Calls must not be nested.
   *
   * @throws X whatever the work throws, after everything it did was undone
   * @throws CatalogFailure the database refused
   */
  public <T, X extends Exception> T write(Work<T, X> work) throws X {
    return write(Keeping.SYNCED, work);
  }

  /**
   * As {@link #write}, but does not wait for the disk: everybody sees what was done, and the death
   * of this process loses nothing of it. When the machine dies it may be gone, unless a {@link
   * #write} came after it. For what can be told from elsewhere at the next start.
   *
   * @throws X whatever the work throws, after everything it did was undone
   * @throws CatalogFailure the database refused
   */
  public <T, X extends Exception> T writeUnsynced(Work<T, X> work) throws X {
    return write(Keeping.UNSYNCED, work);
  }

  private <T, X extends Exception> T write(Keeping keeping, Work<T, X> work) throws X {
    try {
      T answer;
      try (Writer.Turn turn = writer.take(keeping)) {
        answer = work.in(turn.tables());
        turn.keep();
      }
      return answer;
    } catch (JdbiException e) {
      throw new CatalogFailure("the catalog could not be changed: " + e.getMessage(), e);
    }
  }

  /**
   * Runs {@code work} over one consistent state of the tables.
   *
   * @throws X whatever the work throws
   * @throws CatalogFailure the database refused
   */
  public <T, X extends Exception> T read(Work<T, X> work) throws X {
    Handle reader = takeReader();
    try {
      return reader.inTransaction(handle -> work.in(new Tables(handle)));
    } catch (JdbiException e) {
      throw new CatalogFailure("the catalog could not be read: " + e.getMessage(), e);
    } finally {
      readers.add(reader);
    }
  }

  /**
   * Moves what was written from the write-ahead log to the tables, if it is worth it. Whoever
   * writes meanwhile does not wait; if nobody ever calls this, a commit does it now and then, and
   * whoever waits for that commit waits for two more syncs.
   */
  public void moveLog() {
    synchronized (mover) {
      if (moving == null || log.toFile().length() < LOG_BYTES_LEAST) {
        return;
      }
      try {
        moving.execute("PRAGMA wal_checkpoint(PASSIVE)");
      } catch (JdbiException e) {
        throw new CatalogFailure("the catalog's log could not be moved: " + e.getMessage(), e);
      }
    }
  }

  /**
   * Lets nothing of removed keys be left in the file or its log, if a key was removed since this
   * was done last. What a deletion frees is overwritten at once, but a row that had moved from page
   * to page has left copies of itself between others; so everything is written anew, and the log
   * cut off. Writers wait meanwhile, readers do not. What the machine's death interrupts is done
   * again.
   */
  public void wipe() {
    synchronized (mover) {
      if (moving == null || number("PRAGMA user_version") != 0) {
        return;
      }
      try {
        writer.alone(() -> {
          moving.execute("VACUUM");
          // Answers 1 when somebody still reads what is in the log: next time, then.
          if (number("PRAGMA wal_checkpoint(TRUNCATE)") == 0) {
            moving.execute(Connections.CLEAN);
          }
        });
      } catch (JdbiException e) {
        throw new CatalogFailure("the catalog could not be written anew: " + e.getMessage(), e);
      }
    }
  }

  private int number(String pragma) {
    // To the end of the answer: a statement that is not at its end keeps VACUUM from running.
    return moving.createQuery(pragma).mapTo(Integer.class).list().getFirst();
  }

  private Handle takeReader() {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return readers.take();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Closes the file; a transaction that runs on another thread is waited for. */
  @Override
  public void close() {
    synchronized (mover) {
      if (moving != null) {
        moving.close();
        moving = null;
      }
    }
    writer.close();
    for (Handle reader = readers.poll(); reader != null; reader = readers.poll()) {
      reader.close();
    }
  }

  /**
   * What is done inside one transaction.
   *
   * @param <T> what it answers
   * @param <X> what it may throw
   */
  @FunctionalInterface
  public interface Work<T, X extends Exception> {
    /** Does it; {@code tables} must not outlive the call. */
    T in(Tables tables) throws X;
  }
}
