package dev.stillpoint.demo.workload;

import dev.stillpoint.client.NbdStatus;
import dev.stillpoint.client.Persistence;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One place for a transaction in flight, with its two buffers, used by one transaction after the
 * other.
 */
final class Transaction {
  private final Writer writer;
  private final Layout layout;
  private final Map<Role, Disk> disks;
  private final WriteRecords records;
  private final Ticker ticker;
  private final ByteBuffer first = ByteBuffer.allocateDirect(Layout.BLOCK_BYTES);
  private final ByteBuffer second = ByteBuffer.allocateDirect(Layout.BLOCK_BYTES);
  private final AtomicInteger pagesOpen = new AtomicInteger();
  private final AtomicReference<NbdStatus> pagesEnd = new AtomicReference<>();
  private long number;

  Transaction(
      Writer writer, Layout layout, Map<Role, Disk> disks, WriteRecords records, Ticker ticker) {
    this.writer = writer;
    this.layout = layout;
    this.disks = disks;
    this.records = records;
    this.ticker = ticker;
  }

  long number() {
    return number;
  }

  void begin(long transaction) {
    number = transaction;
    LogSync sync = LogSync.of(layout.seed(), transaction);
    Persistence persistence =
        sync == LogSync.WRITE_THROUGH ? Persistence.DURABLE : Persistence.VOLATILE;
    write(Role.LOG, first, persistence, status -> logAnswered(sync, status));
  }

  private void logAnswered(LogSync sync, NbdStatus status) {
    if (status != NbdStatus.OK) {
      writer.ended(this, status);
      return;
    }
    switch (sync) {
      case NONE -> sendPages();
      case WRITE_THROUGH -> {
        records.durable(records.sentAt(number, Role.LOG));
        sendPages();
      }
      case FLUSH -> {
        long sent = ticker.nanos();
        disks.get(Role.LOG).flush(flushed -> flushAnswered(sent, flushed));
      }
    }
  }

  private void flushAnswered(long sentNanos, NbdStatus status) {
    if (status != NbdStatus.OK) {
      writer.ended(this, status);
      return;
    }
    records.durable(sentNanos);
    sendPages();
  }

  private void sendPages() {
    pagesOpen.set(2);
    pagesEnd.set(NbdStatus.OK);
    write(Role.PAGE_B, first, Persistence.VOLATILE, this::pageAnswered);
    write(Role.PAGE_A, second, Persistence.VOLATILE, this::pageAnswered);
  }

  private void pageAnswered(NbdStatus status) {
    if (status != NbdStatus.OK) {
      pagesEnd.set(status);
    }
    if (pagesOpen.decrementAndGet() > 0) {
      return;
    }
    if (pagesEnd.get() == NbdStatus.OK) {
      write(Role.COMMIT, first, Persistence.VOLATILE, end -> writer.ended(this, end));
    } else {
      writer.ended(this, pagesEnd.get());
    }
  }

  private void write(Role role, ByteBuffer block, Persistence persistence, Answered next) {
    BlockContent.fill(block, layout, role, number);
    long transaction = number;
    records.sent(transaction, role, ticker.nanos());
    disks
        .get(role)
        .write(
            layout.offset(role, transaction),
            block,
            persistence,
            status -> {
              if (status == NbdStatus.OK) {
                records.answered(transaction, role, ticker.nanos());
              }
              next.with(status);
            });
  }

  @FunctionalInterface
  private interface Answered {
    void with(NbdStatus status);
  }
}
