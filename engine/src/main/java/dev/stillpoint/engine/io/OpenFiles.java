package dev.stillpoint.engine.io;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.IntFunction;

/**
 * The files of slots that are open: a bounded number, since a pool may have far more segments than
 * a process may have descriptors. Whoever works with a file holds a {@link Lease} on it; a file is
 * closed only when nobody does, also when the pool closes beside it. One that was written and not
 * synced stays open. If more files are in use at once than the bound allows, all of them are open.
 * Safe for several threads; a file that is open is found without a lock.
 */
public final class OpenFiles implements AutoCloseable {
  private static final int RETIRED = 1 << 30;
  private static final int GONE = -1;

  /** Use of an open file; give it back by {@link #close}. */
  public static final class Lease implements AutoCloseable {
    private final StorageFile file;

    /** How many use it; {@link #RETIRED} is added when the last one is to close it. */
    private final AtomicInteger users = new AtomicInteger();

    private volatile boolean touched = true;
    private volatile boolean dirty;

    private Lease(StorageFile file) {
      this.file = file;
    }

    public StorageFile file() {
      return file;
    }

    /** Says whether there is something in it that a sync has to make durable. */
    public void dirty(boolean is) {
      dirty = is;
    }

    private boolean enter() {
      while (true) {
        int now = users.get();
        if (now == GONE || now >= RETIRED) {
          return false;
        }
        if (users.compareAndSet(now, now + 1)) {
          touched = true;
          return true;
        }
      }
    }

    /** Gives the use back; never fails, except that the last user of a retired file closes it. */
    @Override
    public void close() throws IOException {
      if (users.decrementAndGet() == RETIRED) {
        closeIfRetired();
      }
    }

    private void retire() throws IOException {
      if (users.addAndGet(RETIRED) == RETIRED) {
        closeIfRetired();
      }
    }

    private void closeIfRetired() throws IOException {
      if (users.compareAndSet(RETIRED, GONE)) {
        file.close();
      }
    }

    /** Closes it if nobody uses it, nobody did lately, and nothing in it waits for a sync. */
    private boolean closeIfIdle() throws IOException {
      boolean wasTouched = touched;
      touched = false;
      if (wasTouched || dirty || !users.compareAndSet(0, GONE)) {
        return false;
      }
      file.close();
      return true;
    }
  }

  private final Storage storage;
  private final IntFunction<String> names;
  private final int openMax;
  private final AtomicReferenceArray<Lease> leases;
  private int open;
  private int hand;
  private boolean closed;

  public OpenFiles(Storage storage, IntFunction<String> names, int slots, int openMax) {
    this.storage = storage;
    this.names = names;
    this.openMax = openMax;
    leases = new AtomicReferenceArray<>(slots);
  }

  /** The file of a slot, opened if need be. */
  public Lease use(int slot) throws IOException {
    Lease lease = leases.get(slot);
    return lease != null && lease.enter() ? lease : open(slot);
  }

  private synchronized Lease open(int slot) throws IOException {
    Lease lease = leases.get(slot);
    if (lease != null && lease.enter()) {
      return lease;
    }
    if (closed) {
      throw new IOException("the pool's files were closed");
    }
    lease = keep(slot, storage.open(names.apply(slot)));
    lease.enter();
    return lease;
  }

  private Lease keep(int slot, StorageFile file) throws IOException {
    makeRoom();
    Lease lease = new Lease(file);
    leases.set(slot, lease);
    open++;
    return lease;
  }

  /** Two rounds at most: the first takes the second chance of each file away. */
  private void makeRoom() throws IOException {
    for (int looked = 0; open >= openMax && looked < 2 * leases.length(); looked++) {
      int slot = hand;
      hand = (hand + 1) % leases.length();
      Lease lease = leases.get(slot);
      if (lease != null && lease.closeIfIdle()) {
        leases.set(slot, null);
        open--;
      }
    }
  }

  /** Takes in the file of a slot that was just made. */
  public synchronized void made(int slot, StorageFile file) throws IOException {
    retire(slot);
    keep(slot, file);
  }

  /** Lets the file of a slot go; whoever uses it still can. */
  public synchronized void retire(int slot) throws IOException {
    Lease lease = leases.getAndSet(slot, null);
    if (lease != null) {
      open--;
      lease.retire();
    }
  }

  /** Files that are open now and not about to be closed by their last user. */
  public synchronized int count() {
    return open;
  }

  @Override
  public synchronized void close() throws IOException {
    closed = true;
    for (int slot = 0; slot < leases.length(); slot++) {
      retire(slot);
    }
  }
}
