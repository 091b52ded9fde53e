package dev.stillpoint.demo.workload;

import dev.stillpoint.client.NbdStatus;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * Keeps many transactions in flight over the disks, from {@link #start} until {@link #drain} or the
 * first failure.
 *
 * <p>A transaction begins when fewer than 64 are in flight and every transaction that is {@link
 * Layout#window} older is complete, no faster than the rate allows. The work runs on the threads
 * that bring the disks' answers; the public methods may be called from any thread.
 */
public final class Writer {
  /** How many transactions are in flight at most. */
  public static final int IN_FLIGHT_MAX = 64;

  // Transactions begin in small waves, so that many are in flight although their rate is bounded.
  private static final long WAVE_NANOS = 4_000_000;

  private final Layout layout;
  private final WriteRecords records;
  private final Ticker ticker;
  private final Object lock = new Object();
  private final Deque<Transaction> free = new ArrayDeque<>();
  private final Allowance allowance;
  private final BitSet complete = new BitSet();
  private final long first;
  private long next;
  private long lowestOpen;
  private boolean running;
  private Optional<NbdStatus> failure = Optional.empty();

  /**
   * A writer that goes on after the last transaction of the records, all of which must be complete.
   *
   * @param disks one for each role
   * @param perSecondMax how many transactions begin in a second at most
   */
  public Writer(
      Layout layout,
      Map<Role, Disk> disks,
      WriteRecords records,
      Ticker ticker,
      long perSecondMax) {
    this.layout = layout;
    this.records = records;
    this.ticker = ticker;
    this.first = records.begun();
    this.next = first;
    this.lowestOpen = first;
    this.allowance = new Allowance(perSecondMax, IN_FLIGHT_MAX, ticker.nanos());
    for (int i = 0; i < IN_FLIGHT_MAX; i++) {
      free.push(new Transaction(this, layout, disks, records, ticker));
    }
  }

  /** Begins to write. */
  public void start() {
    synchronized (lock) {
      running = true;
    }
    Thread.ofPlatform().daemon().name("writer-waves").start(this::sendWaves);
  }

  /**
   * Begins no further transaction and waits until those in flight have ended.
   *
   * @param millisMax how long to wait
   * @return whether all ended in time
   */
  public boolean drain(long millisMax) throws InterruptedException {
    long deadline = ticker.nanos() + millisMax * 1_000_000;
    synchronized (lock) {
      running = false;
      while (free.size() < IN_FLIGHT_MAX) {
        long left = (deadline - ticker.nanos()) / 1_000_000;
        if (left <= 0) {
          return false;
        }
        lock.wait(left);
      }
      return true;
    }
  }

  /** How the first refused or broken write ended; empty while all goes well. */
  public Optional<NbdStatus> failure() {
    synchronized (lock) {
      return failure;
    }
  }

  void ended(Transaction transaction, NbdStatus status) {
    synchronized (lock) {
      if (status == NbdStatus.OK) {
        complete.set((int) (transaction.number() - first));
        lowestOpen = first + complete.nextClearBit((int) (lowestOpen - first));
      } else {
        running = false;
        failure = failure.isPresent() ? failure : Optional.of(status);
      }
      free.push(transaction);
      lock.notifyAll();
    }
    beginWhatMay();
  }

  private void sendWaves() {
    boolean goOn = true;
    while (goOn) {
      synchronized (lock) {
        allowance.fill(ticker.nanos());
        goOn = running;
      }
      beginWhatMay();
      LockSupport.parkNanos(WAVE_NANOS);
    }
  }

  private void beginWhatMay() {
    while (true) {
      Transaction transaction;
      long number;
      synchronized (lock) {
        boolean room = next < WriteRecords.TRANSACTIONS_MAX && next < lowestOpen + layout.window();
        if (!running || !room || free.isEmpty() || !allowance.take()) {
          return;
        }
        number = next++;
        records.begin(number);
        transaction = free.pop();
      }
      transaction.begin(number);
    }
  }
}
