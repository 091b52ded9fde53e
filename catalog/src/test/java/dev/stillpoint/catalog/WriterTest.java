package dev.stillpoint.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Turns that share a commit: what stays, what goes, and who is told. */
@Timeout(60)
class WriterTest {
  @TempDir Path directory;

  private Handle handle;
  private final Object oneAtATime = new Object();
  private Handle other;
  private Writer writer;
  private ExecutorService threads;

  @BeforeEach
  void begin() throws CatalogFault {
    Connections connections = Connections.to(directory.resolve("data"));
    handle = connections.writer();
    handle.execute("CREATE TABLE numbers (n INTEGER PRIMARY KEY)");
    other = connections.reader();
    writer = new Writer(handle);
    threads = Executors.newCachedThreadPool();
  }

  @AfterEach
  void end() {
    threads.close();
    writer.close();
    other.close();
  }

  private List<Integer> there() {
    return other.createQuery("SELECT n FROM numbers ORDER BY n").mapTo(Integer.class).list();
  }

  private void add(int n) {
    handle.execute("INSERT INTO numbers VALUES (?)", n);
  }

  /** What one caller does in its turn; keeps it if it ends well. */
  private void turn(Runnable work) {
    try (Writer.Turn turn = writer.take()) {
      work.run();
      turn.keep();
    }
  }

  private int level() {
    return handle.createQuery("PRAGMA synchronous").mapTo(Integer.class).one();
  }

  private void unsynced(Runnable work) {
    try (Writer.Turn turn = writer.take(Writer.Keeping.UNSYNCED)) {
      work.run();
      turn.keep();
    }
  }

  @Test
  void onlyAnUnsyncedTurnDoesWithoutTheDisk() {
    AtomicInteger first = new AtomicInteger();
    AtomicInteger second = new AtomicInteger();
    AtomicInteger third = new AtomicInteger();
    turn(() -> first.set(level()));
    unsynced(() -> {
      second.set(level());
      add(1);
    });
    assertThat(there()).as("everybody sees it").containsExactly(1);
    turn(() -> third.set(level()));
    assertThat(List.of(first.get(), second.get(), third.get())).containsExactly(2, 1, 2);
  }

  @Test
  void aSyncedTurnSharesNoTransactionThatIsNotSynced() throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    AtomicInteger seen = new AtomicInteger();
    Future<?> before =
        threads.submit(() ->
            unsynced(() -> {
              inside.countDown();
              await(go);
              add(1);
            }));
    await(inside);
    Thread after =
        Thread.ofPlatform()
            .start(() ->
                turn(() -> {
                  seen.set(level());
                  add(2);
                }));
    while (after.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    go.countDown();
    before.get(10, TimeUnit.SECONDS);
    after.join();
    assertThat(seen.get()).isEqualTo(2);
    assertThat(there()).containsExactly(1, 2);
  }

  /** All begin to queue, in this order, while the first is in its turn. */
  private List<Future<?>> together(List<Runnable> works) throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    List<Future<?>> all = new ArrayList<>();
    all.add(
        threads.submit(() ->
            turn(() -> {
              inside.countDown();
              await(go);
              works.getFirst().run();
            })));
    await(inside);
    for (Runnable work : works.subList(1, works.size())) {
      CountDownLatch started = new CountDownLatch(1);
      Thread[] thread = new Thread[1];
      all.add(
          threads.submit(() -> {
            thread[0] = Thread.currentThread();
            started.countDown();
            turn(work);
          }));
      await(started);
      while (thread[0].getState() != Thread.State.WAITING) {
        Thread.onSpinWait();
      }
    }
    go.countDown();
    return all;
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void done(Future<?> future) throws Exception {
    future.get(10, TimeUnit.SECONDS);
  }

  @Test
  void aTurnAloneIsCommittedAtOnce() {
    turn(() -> add(1));
    assertThat(there()).containsExactly(1);
    turn(() -> add(2));
    assertThat(there()).containsExactly(1, 2);
  }

  @Test
  void turnsThatWaitForEachOtherShareOneCommit() throws Exception {
    List<List<Integer>> seen = new ArrayList<>();
    List<Future<?>> all =
        together(
            List.of(
                () -> add(1),
                () -> {
                  add(2);
                  seen.add(there());
                },
                () -> {
                  add(3);
                  seen.add(there());
                }));
    for (Future<?> one : all) {
      done(one);
    }
    assertThat(seen).as("others see nothing before the common commit").containsOnly(List.of());
    assertThat(there()).containsExactly(1, 2, 3);
  }

  @Test
  void noTurnEndsBeforeTheCommonCommit() throws Exception {
    CountDownLatch second = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    List<Future<?>> all =
        together(
            List.of(
                () -> add(1),
                () -> {
                  second.countDown();
                  await(go);
                }));
    await(second);
    assertThatThrownBy(() -> all.getFirst().get(100, TimeUnit.MILLISECONDS))
        .isInstanceOf(java.util.concurrent.TimeoutException.class);
    go.countDown();
    done(all.getFirst());
    assertThat(there()).containsExactly(1);
    done(all.getLast());
  }

  @Test
  void aTurnThatThrowsUndoesOnlyItself() throws Exception {
    List<Future<?>> all =
        together(
            List.of(
                () -> add(1),
                () -> {
                  add(2);
                  throw new IllegalStateException("refused");
                },
                () -> add(3),
                () -> {
                  add(4);
                  add(1);
                },
                () -> add(5),
                () -> {
                  add(6);
                  throw new AssertionError("the last one, who commits");
                }));
    done(all.get(0));
    assertThatThrownBy(() -> done(all.get(1))).hasRootCauseMessage("refused");
    done(all.get(2));
    assertThatThrownBy(() -> done(all.get(3))).cause().isInstanceOf(JdbiException.class);
    done(all.get(4));
    assertThatThrownBy(() -> done(all.get(5))).hasRootCauseInstanceOf(AssertionError.class);
    assertThat(there()).containsExactly(1, 3, 5);
  }

  @Test
  void aFirstTurnThatThrowsUndoesNothingOfThoseBehindIt() throws Exception {
    List<Future<?>> all =
        together(
            List.of(
                () -> {
                  add(1);
                  throw new IllegalStateException("refused");
                },
                () -> add(2)));
    assertThatThrownBy(() -> done(all.getFirst())).hasRootCauseMessage("refused");
    done(all.getLast());
    assertThat(there()).containsExactly(2);
    assertThatThrownBy(() ->
            turn(() -> {
              add(3);
              throw new IllegalStateException("alone");
            }))
        .hasMessage("alone");
    turn(() -> add(4));
    assertThat(there()).containsExactly(2, 4);
  }

  @Test
  void whenTheDatabaseUndoesEverythingEveryTurnIsTold() throws Exception {
    List<Future<?>> all =
        together(
            List.of(() -> add(1), () -> add(2), () -> handle.execute("ROLLBACK"), () -> add(4)));
    for (Future<?> one : all.subList(0, 3)) {
      assertThatThrownBy(() -> done(one))
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(CatalogFailure.class);
    }
    done(all.get(3));
    turn(() -> add(5));
    assertThat(there()).as("and later turns begin afresh").containsExactly(4, 5);
  }

  @Test
  void aClosedWriterHasCommittedWhatWasLeftToIt() throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    Future<?> first =
        threads.submit(() ->
            turn(() -> {
              add(1);
              inside.countDown();
              await(go);
            }));
    await(inside);
    Thread closing = Thread.ofPlatform().start(writer::close);
    while (closing.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    go.countDown();
    done(first);
    closing.join();
    assertThat(there()).containsExactly(1);
  }

  @Test
  void aTransactionInsideAnotherIsAMistake() {
    assertThatThrownBy(() -> turn(() -> turn(() -> add(1))))
        .isInstanceOf(IllegalStateException.class);
    assertThat(there()).isEmpty();
  }

  @Test
  void manyHandsLoseNothingAndKeepNothingThatWasRefused() throws Exception {
    AtomicInteger next = new AtomicInteger();
    List<Future<?>> all = new ArrayList<>();
    for (int hand = 0; hand < 8; hand++) {
      all.add(
          threads.submit(() -> {
            for (int i = 0; i < 100; i++) {
              int n = next.incrementAndGet();
              try {
                turn(() -> {
                  add(n);
                  if (n % 3 == 0) {
                    throw new IllegalStateException("refused");
                  }
                });
                assertThat(there(n)).as("on return it is there").isTrue();
              } catch (IllegalStateException _) {
                assertThat(there(n)).isFalse();
              }
            }
          }));
    }
    for (Future<?> one : all) {
      one.get(30, TimeUnit.SECONDS);
    }
    assertThat(there()).hasSize(800 - 266).allMatch(n -> n % 3 != 0);
  }

  private boolean there(int n) {
    synchronized (oneAtATime) {
      return other
          .createQuery("SELECT EXISTS (SELECT 1 FROM numbers WHERE n = ?)")
          .bind(0, n)
          .mapTo(Boolean.class)
          .one();
    }
  }
}
