package dev.stillpoint.server.exports;

import dev.stillpoint.control.port.IoLimits;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Slows a disk down to its limits, over all of its connections together. Who has to wait waits
 * here, before the engine knows of the request, and holds nothing that another needs. Other limits
 * hold at once: whoever waits for the old ones goes on. Safe for use by several threads at once.
 */
final class Throttle {
  private final LongSupplier nanoTicker;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private IoLimits limits;
  private boolean open;
  private long generation;
  private Pace reads;
  private Pace writes;
  private Pace bytesRead;
  private Pace bytesWritten;

  Throttle(IoLimits limits, LongSupplier nanoTicker) {
    this.nanoTicker = nanoTicker;
    set(limits);
  }

  /** Other limits, or the same; then nothing changes for those who wait. */
  void set(IoLimits other) {
    lock.lock();
    try {
      if (other.equals(limits) && !open) {
        return;
      }
      long now = nanoTicker.getAsLong();
      limits = other;
      open = false;
      reads = new Pace(other.readIops(), now);
      bytesRead = new Pace(other.readBytes(), now);
      writes = other.shared() ? reads : new Pace(other.writeIops(), now);
      bytesWritten = other.shared() ? bytesRead : new Pace(other.writeBytes(), now);
      letGo();
    } finally {
      lock.unlock();
    }
  }

  /** Nobody waits any more, until there are limits again. */
  void open() {
    lock.lock();
    try {
      open = true;
      letGo();
    } finally {
      lock.unlock();
    }
  }

  /** Somebody who waits has a look whether to go on. */
  void wake() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void letGo() {
    generation++;
    changed.signalAll();
  }

  /** Waits until a read of so many bytes may begin, or it need not any more. */
  void read(long bytes, AtomicBoolean fenced) {
    lock.lock();
    try {
      pass(reads, bytesRead, bytes, fenced);
    } finally {
      lock.unlock();
    }
  }

  /** Waits until a write of so many bytes may begin, or it need not any more. */
  void write(long bytes, AtomicBoolean fenced) {
    lock.lock();
    try {
      pass(writes, bytesWritten, bytes, fenced);
    } finally {
      lock.unlock();
    }
  }

  private void pass(Pace operations, Pace volume, long bytes, AtomicBoolean fenced) {
    if (open) {
      return;
    }
    long now = nanoTicker.getAsLong();
    double begin = Math.max(operations.take(1, now), volume.take(bytes, now));
    long mine = generation;
    while (generation == mine && !fenced.get() && begin - nanoTicker.getAsLong() >= 1) {
      long left = (long) Math.ceil(begin - nanoTicker.getAsLong());
      try {
        changed.await(Math.max(left, 1), TimeUnit.NANOSECONDS);
      } catch (InterruptedException e) {
        // Whoever interrupts wants this to end; the device below decides what that means.
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
