package dev.stillpoint.engine.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillpoint.block.BlockDevice;
import dev.stillpoint.block.BlockFault;
import dev.stillpoint.block.Durability;
import dev.stillpoint.block.Freeze;
import dev.stillpoint.block.GroupId;
import dev.stillpoint.block.ImageId;
import dev.stillpoint.block.ScrubStatus;
import dev.stillpoint.block.VolumeId;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Passes beside everything else that a pool does, over restarts, by the clock and at their pace.
 */
@Timeout(120)
class ScrubBesideWorkTest {
  private static final PoolOptions OPTIONS =
      new PoolOptions(1 << 20, 24 << 20, 8 << 20, 1 << 20, 1 << 20, true);
  private static final VolumeId DISK = new VolumeId(1);
  private static final int BLOCKS = 1500;
  private static final int BLOCK = 4096;
  private static final Duration EVERY = Duration.ofDays(30);
  private static final long RATE = 8 << 20;

  private final MemoryStorage storage = new MemoryStorage();
  private final Random random = new Random(5);
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private Pool pool;
  private BlockDevice device;

  private InstantSource clock() {
    return () -> now;
  }

  private void make() throws IOException, BlockFault {
    Pool.create(storage, OPTIONS, new Random(1));
    pool = Pool.open(storage, OPTIONS, clock(), null);
    pool.createVolume(DISK, (long) BLOCKS * BLOCK);
    device = pool.openVolume(DISK);
  }

  private void reopen(MemoryStorage on) throws IOException, BlockFault {
    pool = Pool.open(on, OPTIONS, clock(), null);
    device = pool.openVolume(DISK);
  }

  private void write(int count) throws BlockFault {
    byte[] bytes = new byte[BLOCK];
    for (int i = 0; i < count; i++) {
      random.nextBytes(bytes);
      long at = (long) random.nextInt(BLOCKS) * BLOCK;
      device.write(at, MemorySegment.ofArray(bytes), Durability.VOLATILE);
    }
  }

  @Test
  void nothingIsFoundWhereBlocksMoveAndDieAndSlotsAreUsedAgain() throws Exception {
    make();
    long cleaned = 0;
    int passes = 0;
    for (int round = 0; passes < 4 || cleaned < 100; round++) {
      write(random.nextInt(60));
      long image = round + 1L;
      if (round % 3 == 0) {
        pool.freeze(new GroupId(image), List.of(new Freeze(DISK, new ImageId(image))));
      }
      if (round % 3 == 2 && pool.images().size() > 2) {
        pool.deleteImages(List.of(pool.images().getFirst().id()));
      }
      if (round % 7 == 0) {
        device.flush();
      }
      for (int i = 0; i < 4; i++) {
        pool.maintain();
        pool.scrub();
      }
      ScrubStatus status = pool.scrubbing().scrubStatus();
      assertThat(status.damages()).isEmpty();
      assertThat(status.damagedCount() + status.mendedCount()).isZero();
      if (status.state() != ScrubStatus.State.UNDER_WAY) {
        passes += status.state() == ScrubStatus.State.FINISHED ? 1 : 0;
        pool.scrubbing().startScrub();
      }
      cleaned = pool.stats().cleanedBytes() / BLOCK;
      now = now.plusMillis(20);
    }
    assertThat(pool.inspect()).isEmpty();
  }

  @Test
  void aSegmentThatIsGoneBetweenTwoStepsIsNoDamage() throws Exception {
    make();
    for (int steps = 1; steps < 12; steps++) {
      write(800);
      device.flush();
      pool.scrubber().startAnew();
      for (int i = 0; i < steps; i++) {
        pool.scrub();
      }
      for (int round = 0; round < 10; round++) {
        write(400);
        device.flush();
        pool.checkpoint();
        while (pool.maintain()) {
          // Slots are freed, and the next round takes them.
        }
      }
      while (pool.scrub()) {
        // To its end.
      }
      assertThat(pool.scrubbing().scrubStatus().damages()).isEmpty();
      assertThat(pool.scrubbing().scrubStatus().mendedCount()).isZero();
    }
  }

  @Test
  void aPassGoesOnWhereItWasAfterTheProcessWasKilled() throws Exception {
    make();
    write(1200);
    device.flush();
    pool.checkpoint();
    pool.scrubbing().startScrub();
    long total = pool.scrubbing().scrubStatus().totalBytes();
    while (pool.scrubbing().scrubStatus().doneBytes() < total / 2) {
      assertThat(pool.scrub()).isTrue();
    }
    Instant began = pool.scrubbing().scrubStatus().began().orElseThrow();
    now = now.plusSeconds(60);
    int syncs = storage.syncs.get();
    pool.scrub();
    assertThat(storage.syncs.get()).as("costs no sync").isEqualTo(syncs);
    reopen(storage.killed());
    ScrubStatus found = pool.scrubbing().scrubStatus();
    assertThat(found.state()).isEqualTo(ScrubStatus.State.UNDER_WAY);
    assertThat(found.began()).contains(began);
    assertThat(found.doneBytes()).isGreaterThan(total / 2 - (2 << 20));
    long again = found.doneBytes();
    while (pool.scrub()) {
      again = Math.max(again, pool.scrubbing().scrubStatus().doneBytes());
    }
    assertThat(pool.scrubbing().scrubStatus().state()).isEqualTo(ScrubStatus.State.FINISHED);
    assertThat(again).isLessThan(total * 5 / 4);
  }

  @Test
  void aMarkThatIsDamagedCostsThePassAndNothingElse() throws Exception {
    make();
    write(100);
    pool.scrubbing().startScrub();
    pool.scrub();
    pool.scrub();
    MemoryStorage killed = storage.killed();
    killed.contents("scrub")[70] ^= 1;
    reopen(killed);
    assertThat(pool.scrubbing().scrubStatus().state()).isEqualTo(ScrubStatus.State.NEVER);
    pool.scrubbing().startScrub();
    while (pool.scrub()) {
      // To its end.
    }
    assertThat(pool.scrubbing().scrubStatus().damagedCount()).isZero();
  }

  /** Lets the keeper turn for some milliseconds, as often as it does. */
  private void keep(long millis) throws BlockFault {
    for (long passed = 0; passed < millis; passed += 20) {
      while (pool.maintain()) {
        // The next one, at once.
      }
      now = now.plusMillis(20);
    }
  }

  @Test
  void itReadsNoFasterThanItMayAndSlowerWhileSomebodyWrites() throws Exception {
    make();
    write(1400);
    device.flush();
    keep(2000);
    pool.scrubPlan(new ScrubPlan(Duration.ZERO, RATE));
    pool.scrubbing().startScrub();
    long began = pool.scrubbing().scrubStatus().doneBytes();
    keep(400);
    long quiet = pool.scrubbing().scrubStatus().doneBytes() - began;
    assertThat(quiet).isBetween(RATE * 3 / 10, RATE * 5 / 10 + SegmentScrub.STEP_BLOCKS * BLOCK);
    long before = pool.scrubbing().scrubStatus().doneBytes();
    for (int i = 0; i < 20; i++) {
      write(1);
      keep(20);
    }
    assertThat(pool.scrubbing().scrubStatus().state()).isEqualTo(ScrubStatus.State.UNDER_WAY);
    assertThat(pool.scrubbing().scrubStatus().doneBytes() - before).isBetween(1L, quiet / 2);
  }

  @Test
  void aPassBeginsByItselfWhenTheLastOneIsThirtyDaysAgo() throws Exception {
    make();
    write(50);
    keep(100);
    assertThat(pool.scrubbing().scrubStatus().state())
        .as("on request only")
        .isEqualTo(ScrubStatus.State.NEVER);
    pool.scrubPlan(new ScrubPlan(EVERY, RATE));
    keep(2000);
    Instant finished = pool.scrubbing().scrubStatus().finished().orElseThrow();
    now = finished.plus(EVERY).minusSeconds(1);
    keep(100);
    assertThat(pool.scrubbing().scrubStatus().finished()).contains(finished);
    pool.close();
    reopen(storage);
    pool.scrubPlan(new ScrubPlan(EVERY, RATE));
    now = finished.plus(EVERY);
    keep(2000);
    assertThat(pool.scrubbing().scrubStatus().finished().orElseThrow())
        .isAfter(finished.plus(EVERY));
  }

  @Test
  void aPassThatWasStoppedStaysSoUntilItIsStartedOrTheNextIsDue() throws Exception {
    make();
    write(300);
    pool.scrubPlan(new ScrubPlan(EVERY, RATE));
    pool.scrubbing().startScrub();
    keep(60);
    pool.scrubbing().stopScrub();
    keep(1000);
    assertThat(pool.scrubbing().scrubStatus().state()).isEqualTo(ScrubStatus.State.STOPPED);
    long done = pool.scrubbing().scrubStatus().doneBytes();
    pool.close();
    reopen(storage);
    assertThat(pool.scrubbing().scrubStatus().state()).isEqualTo(ScrubStatus.State.STOPPED);
    pool.scrubbing().startScrub();
    assertThat(pool.scrubbing().scrubStatus().doneBytes()).isBetween(1L, done);
    pool.scrubbing().stopScrub();
    pool.scrubPlan(new ScrubPlan(EVERY, RATE));
    now = now.plus(EVERY);
    keep(2000);
    assertThat(pool.scrubbing().scrubStatus().state()).isEqualTo(ScrubStatus.State.FINISHED);
  }

  @Test
  void aRootThatHasNoRoomForItsCopyCostsNoReserve() throws Exception {
    RefusingStorage full = new RefusingStorage(storage);
    Pool.create(full, OPTIONS, new Random(1));
    pool = Pool.open(full, OPTIONS, clock(), null);
    pool.createVolume(DISK, (long) BLOCKS * BLOCK);
    keep(100);
    wholePass();
    full.refusesToMake = name -> name.endsWith("-copy");
    pool.checkpoint();
    full.fillUp();
    long segments = segmentFiles();
    for (int pass = 0; pass < 4; pass++) {
      assertThat(wholePass().damagedCount()).isZero();
    }
    assertThat(segmentFiles()).isEqualTo(segments);
    full.refusesToMake = _ -> false;
    full.capacityBytes = Long.MAX_VALUE;
    assertThat(wholePass().mendedCount()).isEqualTo(1);
    assertThat(wholePass().mendedCount()).isZero();
  }

  private ScrubStatus wholePass() throws BlockFault {
    pool.scrubbing().startScrub();
    while (pool.scrub()) {
      // To its end.
    }
    return pool.scrubbing().scrubStatus();
  }

  private long segmentFiles() {
    return storage.names().stream().filter(name -> name.startsWith("segment-")).count();
  }

  @Test
  void aClockThatIsSetBackDoesNotKeepThePassAway() throws Exception {
    make();
    pool.scrubPlan(new ScrubPlan(EVERY, RATE));
    keep(1000);
    now = now.minus(Duration.ofDays(4000));
    keep(100);
    now = now.plus(EVERY);
    Instant before = now;
    keep(1000);
    assertThat(pool.scrubbing().scrubStatus().finished().orElseThrow()).isAfterOrEqualTo(before);
  }
}
