package dev.stillpoint.engine.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Open files: few, and never closed under somebody's hands. */
@Timeout(60)
class OpenFilesTest {
  private static final int SLOTS = 40;

  private final CountingStorage storage = new CountingStorage();
  private final OpenFiles files = new OpenFiles(storage, slot -> "f" + slot, SLOTS, 4);

  /** Counts open files, and knows when one is used that was closed. */
  private static final class CountingStorage implements Storage {
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger opened = new AtomicInteger();

    @Override
    public List<String> names() {
      return List.of();
    }

    @Override
    public StorageFile create(String name, long sizeBytes) {
      return open(name);
    }

    @Override
    public StorageFile open(String name) {
      open.incrementAndGet();
      opened.incrementAndGet();
      return new CountedFile(open);
    }

    @Override
    public void delete(String name) {}

    @Override
    public void syncNames() {}

    @Override
    public void close() {}
  }

  private static final class CountedFile implements StorageFile {
    private final AtomicInteger open;
    private volatile boolean closed;

    CountedFile(AtomicInteger open) {
      this.open = open;
    }

    @Override
    public long sizeBytes() {
      return 0;
    }

    @Override
    public void read(long position, MemorySegment destination) throws IOException {
      requireOpen();
    }

    @Override
    public void write(long position, MemorySegment source) throws IOException {
      requireOpen();
    }

    @Override
    public void sync() throws IOException {
      requireOpen();
    }

    private void requireOpen() throws IOException {
      if (closed) {
        throw new IOException("used after it was closed");
      }
    }

    @Override
    public void close() throws IOException {
      requireOpen();
      closed = true;
      open.decrementAndGet();
    }
  }

  private void read(OpenFiles.Lease lease) throws IOException {
    lease.file().read(0, MemorySegment.NULL);
  }

  @Test
  void noMoreAreOpenThanTheBoundHoweverManyAreUsedInTurn() throws Exception {
    for (int i = 0; i < 200; i++) {
      try (OpenFiles.Lease lease = files.use(i % SLOTS)) {
        read(lease);
      }
      assertThat(storage.open.get()).isLessThanOrEqualTo(4);
    }
    int before = storage.opened.get();
    for (int i = 0; i < 200; i++) {
      try (OpenFiles.Lease lease = files.use(i % 3)) {
        read(lease);
      }
    }
    assertThat(storage.opened.get() - before).isLessThanOrEqualTo(3);
    files.close();
    assertThat(storage.open.get()).isZero();
  }

  @Test
  void whatIsInUseOrWaitsForASyncIsNotClosed() throws Exception {
    List<OpenFiles.Lease> held = new ArrayList<>();
    for (int slot = 0; slot < 6; slot++) {
      held.add(files.use(slot));
    }
    assertThat(storage.open.get()).isEqualTo(6);
    held.get(5).dirty(true);
    held.get(5).close();
    for (int slot = 10; slot < 30; slot++) {
      files.use(slot).close();
    }
    for (int slot = 0; slot < 5; slot++) {
      read(held.get(slot));
      held.get(slot).close();
    }
    int before = storage.opened.get();
    files.use(5).close();
    assertThat(storage.opened.get()).isEqualTo(before);
    for (int slot = 10; slot < 30; slot++) {
      files.use(slot).close();
    }
    assertThat(storage.open.get()).isLessThanOrEqualTo(4);
  }

  @Test
  void closingBesideAUserLetsHimFinishAndNobodyBegin() throws Exception {
    OpenFiles.Lease lease = files.use(1);
    files.close();
    read(lease);
    assertThat(storage.open.get()).isEqualTo(1);
    lease.close();
    assertThat(storage.open.get()).isZero();
    assertThatThrownBy(() -> files.use(1)).isInstanceOf(IOException.class);
  }

  @Test
  void aSlotThatGotAnotherFileShowsThatOne() throws Exception {
    OpenFiles.Lease old = files.use(1);
    files.made(1, storage.create("f1", 0));
    try (OpenFiles.Lease next = files.use(1)) {
      assertThat(next.file()).isNotSameAs(old.file());
    }
    read(old);
    old.close();
    assertThat(storage.open.get()).isEqualTo(1);
  }

  @Test
  void manyThreadsNeverMeetAClosedFile() throws Exception {
    AtomicReference<Throwable> problem = new AtomicReference<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      Random random = new Random(i);
      threads.add(
          Thread.ofPlatform()
              .start(() -> {
                try {
                  for (int turn = 0; turn < 40_000; turn++) {
                    int slot = random.nextInt(12);
                    if (turn % 50 == 0) {
                      files.retire(slot);
                    } else {
                      try (OpenFiles.Lease lease = files.use(slot)) {
                        read(lease);
                      }
                    }
                  }
                } catch (IOException | RuntimeException | Error e) {
                  problem.set(e);
                }
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(problem.get()).isNull();
    files.close();
    assertThat(storage.open.get()).isZero();
  }
}
