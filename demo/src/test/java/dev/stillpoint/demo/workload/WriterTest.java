package dev.stillpoint.demo.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillpoint.client.NbdAnswer;
import dev.stillpoint.client.NbdStatus;
import dev.stillpoint.client.Persistence;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WriterTest {
  private static final int ENOUGH = 3_000;

  private final Layout layout = new Layout(11, 1_024, 512, 100);
  private final WriteRecords records = new WriteRecords();
  private final ShufflingDisks disks = new ShufflingDisks().start();

  @AfterEach
  void end() {
    disks.close();
  }

  @Test
  void sendsNothingBeforeItsCauseIsAnswered() throws Exception {
    write();

    for (long n = 0; n < records.begun(); n++) {
      long log = records.answeredAt(n, Role.LOG);
      long pageA = records.answeredAt(n, Role.PAGE_A);
      long pageB = records.answeredAt(n, Role.PAGE_B);
      assertThat(records.sentAt(n, Role.PAGE_A)).isGreaterThanOrEqualTo(log);
      assertThat(records.sentAt(n, Role.PAGE_B)).isGreaterThanOrEqualTo(log);
      assertThat(records.sentAt(n, Role.COMMIT)).isGreaterThanOrEqualTo(Math.max(pageA, pageB));
    }
  }

  @Test
  void beginsNothingBeforeTheWindowAllowsIt() throws Exception {
    write();

    for (long n = layout.window(); n < records.begun(); n++) {
      assertThat(records.sentAt(n, Role.LOG))
          .isGreaterThanOrEqualTo(records.answeredAt(n - layout.window(), Role.COMMIT));
    }
  }

  @Test
  void keepsManyTransactionsInFlightButNeverMoreThanItsLimit() throws Exception {
    write();

    assertThat(disks.mostInFlight).isBetween(Writer.IN_FLIGHT_MAX / 2, 2 * Writer.IN_FLIGHT_MAX);
  }

  @Test
  void goesNoFasterThanItsRate() throws Exception {
    Writer writer = new Writer(layout, disks.byRole(), records, System::nanoTime, 500);
    long from = System.nanoTime();
    writer.start();
    Thread.sleep(400);
    assertThat(writer.drain(10_000)).isTrue();
    long most = Writer.IN_FLIGHT_MAX + (System.nanoTime() - from) * 500 / 1_000_000_000;

    assertThat(records.begun()).isBetween((long) Writer.IN_FLIGHT_MAX, most);
  }

  @Test
  void completesEverythingItBeganWhenDrained() throws Exception {
    write();

    assertThat(records.completed()).isEqualTo(records.begun()).isGreaterThanOrEqualTo(ENOUGH);
    assertThat(disks.bytes.get(Role.LOG)).hasSize((int) layout.usedBytes(Role.LOG));
    for (Role role : Role.values()) {
      for (long n = records.begun() - layout.slots(role); n < records.begun(); n++) {
        ByteBuffer block =
            ByteBuffer.wrap(disks.bytes.get(role))
                .slice((int) layout.offset(role, n), Layout.BLOCK_BYTES);
        assertThat(BlockContent.transactionIn(block, layout, role, layout.slot(role, n)))
            .isEqualTo(n);
      }
    }
  }

  @Test
  void flushesSomeLogRecordsAndNotesWhatIsDurable() throws Exception {
    write();

    assertThat(disks.flushes).isPositive();
    assertThat(disks.writtenThrough).isPositive();
    assertThat(records.durableBefore()).isPositive();
  }

  @Test
  void stopsAtTheFirstFailureAndSaysHowItEnded() throws Exception {
    Writer writer = new Writer(layout, disks.byRole(), records, System::nanoTime, 1_000_000);
    writer.start();
    while (records.completed() < 200) {
      Thread.sleep(1);
    }
    disks.broken.set(true);
    while (writer.failure().isEmpty()) {
      Thread.sleep(1);
    }

    assertThat(writer.drain(10_000)).isTrue();
    assertThat(writer.failure()).contains(NbdStatus.DISCONNECTED);
    assertThat(records.completed()).isLessThan(records.begun());
  }

  @Test
  void goesOnWhereAnEarlierWriterEnded() throws Exception {
    write();
    long first = records.begun();
    write();

    assertThat(records.begun()).isGreaterThan(first + ENOUGH / 2);
    assertThat(records.completed()).isEqualTo(records.begun());
  }

  private void write() throws InterruptedException {
    long target = records.completed() + ENOUGH;
    Writer writer = new Writer(layout, disks.byRole(), records, System::nanoTime, 1_000_000);
    writer.start();
    while (records.completed() < target) {
      Thread.sleep(1);
    }
    assertThat(writer.drain(10_000)).isTrue();
    assertThat(writer.failure()).isEmpty();
  }

  /**
   * Disks in memory that answer from one thread, in an order that has nothing to do with that of
   * the requests.
   */
  private static final class ShufflingDisks implements AutoCloseable {
    final Map<Role, byte[]> bytes = new EnumMap<>(Role.class);
    final AtomicBoolean broken = new AtomicBoolean();
    volatile int mostInFlight;
    volatile int flushes;
    volatile int writtenThrough;
    private final List<Runnable> waiting = new ArrayList<>();
    private final Random random = new Random(5);
    private final AtomicBoolean closed = new AtomicBoolean();

    ShufflingDisks() {
      Layout layout = new Layout(11, 1_024, 512, 100);
      for (Role role : Role.values()) {
        bytes.put(role, new byte[(int) layout.usedBytes(role)]);
      }
    }

    ShufflingDisks start() {
      Thread.ofPlatform().daemon().start(this::answer);
      return this;
    }

    Map<Role, Disk> byRole() {
      Map<Role, Disk> disks = new EnumMap<>(Role.class);
      for (Role role : Role.values()) {
        disks.put(role, new MemoryDisk(role));
      }
      return disks;
    }

    @Override
    public void close() {
      closed.set(true);
    }

    private void submit(Runnable work) {
      synchronized (waiting) {
        waiting.add(work);
        mostInFlight = Math.max(mostInFlight, waiting.size());
      }
    }

    private void answer() {
      while (!closed.get()) {
        Runnable work = null;
        synchronized (waiting) {
          if (!waiting.isEmpty()) {
            work = waiting.remove(random.nextInt(waiting.size()));
          }
        }
        if (work == null) {
          LockSupport.parkNanos(50_000);
        } else {
          work.run();
        }
      }
    }

    private final class MemoryDisk implements Disk {
      private final Role role;

      MemoryDisk(Role role) {
        this.role = role;
      }

      @Override
      public void write(long offset, ByteBuffer block, Persistence persistence, NbdAnswer answer) {
        if (persistence == Persistence.DURABLE) {
          synchronized (waiting) {
            writtenThrough++;
          }
        }
        submit(() -> {
          if (broken.get()) {
            answer.answered(NbdStatus.DISCONNECTED);
            return;
          }
          block.get(block.position(), bytes.get(role), (int) offset, block.remaining());
          answer.answered(NbdStatus.OK);
        });
      }

      @Override
      public void flush(NbdAnswer answer) {
        synchronized (waiting) {
          flushes++;
        }
        submit(() -> answer.answered(broken.get() ? NbdStatus.DISCONNECTED : NbdStatus.OK));
      }
    }
  }
}
