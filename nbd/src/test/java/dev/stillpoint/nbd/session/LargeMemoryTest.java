package dev.stillpoint.nbd.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillpoint.nbd.session.LargeMemory.Lease;
import dev.stillpoint.nbd.session.LargeMemory.Tenant;
import dev.stillpoint.nbd.session.LargeMemory.Terms;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Time stands still unless a test turns it; whoever has to wait finds it turned. */
@Timeout(30)
class LargeMemoryTest {
  private static final long MIB = 1 << 20;
  private static final long PATIENCE = 100;
  private static final long WAIT = 1_000;

  private final AtomicLong nanos = new AtomicLong();
  private final LargeMemory memory = new LargeMemory(160 * MIB, WAIT, this::turn);

  /** Each look at the clock is 10 ms later than the one before. */
  private long turn() {
    return nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(10));
  }

  private Optional<Lease> take(Tenant tenant, long bytes) {
    return memory.take(tenant, bytes, new Terms(PATIENCE, () -> {}));
  }

  @Test
  void theConnectionsOfOneExportHoldHalfOfAHalf() {
    assertThat(take(new Tenant("a"), 32 * MIB)).isPresent();
    assertThat(take(new Tenant("a"), 32 * MIB)).isEmpty();
    assertThat(take(new Tenant("b"), 32 * MIB)).isPresent();
    assertThat(take(new Tenant("c"), 32 * MIB)).isEmpty();
  }

  @Test
  void theLargestLeaveTheOtherHalfAlone() {
    assertThat(take(new Tenant("a"), 32 * MIB)).isPresent();
    assertThat(take(new Tenant("b"), 32 * MIB)).isPresent();
    for (int i = 0; i < 26; i++) {
      assertThat(take(new Tenant("c" + i), 3 * MIB)).isPresent();
    }
    assertThat(take(new Tenant("d"), 3 * MIB)).isEmpty();
  }

  @Test
  void whatIsGivenBackIsThereForTheNext() {
    for (int i = 0; i < 100; i++) {
      Lease lease = take(new Tenant("a"), 32 * MIB).orElseThrow();
      assertThat(lease.revoked()).isFalse();
      lease.giveBack();
    }
  }

  @Test
  void aClientThatLetsTheServerWaitLosesItsLeaseToTheNext() {
    Tenant late = new Tenant("a");
    Tenant punctual = new Tenant("b");
    Lease first = take(late, 32 * MIB).orElseThrow();
    Lease second = take(punctual, 32 * MIB).orElseThrow();
    first.clientsTurn();
    AtomicBoolean told = new AtomicBoolean();
    Thread giver =
        Thread.ofPlatform()
            .start(() -> {
              while (!first.revoked()) {
                Thread.onSpinWait();
              }
              told.set(true);
              first.giveBack();
            });
    assertThat(take(new Tenant("c"), 32 * MIB)).isPresent();
    join(giver);
    assertThat(told).isTrue();
    assertThat(second.revoked()).isFalse();
    // From now on it gets only what lies idle.
    second.giveBack();
    assertThat(take(late, 32 * MIB)).isEmpty();
  }

  @Test
  void oneOfItsRequestsThatCameWholeMakesUpForIt() {
    Tenant late = new Tenant("a");
    Lease revoked = take(late, 32 * MIB).orElseThrow();
    revoked.clientsTurn();
    assertThat(take(new Tenant("a"), 32 * MIB)).isEmpty();
    assertThat(revoked.revoked()).isTrue();
    revoked.giveBack();
    Lease idle = take(late, 3 * MIB).orElseThrow();
    for (int i = 0; i < 16; i++) {
      assertThat(take(new Tenant("b" + i), 3 * MIB)).isPresent();
    }
    assertThat(take(late, 3 * MIB)).isEmpty();
    idle.clientsTurn();
    idle.ours();
    assertThat(take(late, 3 * MIB)).isPresent();
  }

  @Test
  void whoKeepsNobodyWaitingLosesNothing() {
    Lease first = take(new Tenant("a"), 32 * MIB).orElseThrow();
    Lease second = take(new Tenant("b"), 32 * MIB).orElseThrow();
    first.clientsTurn();
    first.ours();
    assertThat(take(new Tenant("c"), 32 * MIB)).isEmpty();
    assertThat(first.revoked()).isFalse();
    assertThat(second.revoked()).isFalse();
  }

  @Test
  void theHolderIsToldOnce() {
    AtomicLong told = new AtomicLong();
    Lease lease =
        memory
            .take(new Tenant("a"), 32 * MIB, new Terms(PATIENCE, told::incrementAndGet))
            .orElseThrow();
    lease.clientsTurn();
    assertThat(take(new Tenant("a"), 32 * MIB)).isEmpty();
    assertThat(take(new Tenant("a"), 32 * MIB)).isEmpty();
    assertThat(told).hasValue(1);
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
