package dev.stillpoint.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillpoint.block.BlockDevice;
import dev.stillpoint.block.BlockFault;
import dev.stillpoint.block.Durability;
import dev.stillpoint.block.VolumeId;
import dev.stillpoint.engine.checkpoint.PoolFormatException;
import dev.stillpoint.engine.pool.Pool;
import dev.stillpoint.engine.pool.PoolOptions;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A checkpoint that does not count, or no longer, is not taken for the one that does. */
class FormerCheckpointTest {
  private static final Logger ENGINE_LOG = Logger.getLogger("stillpoint.engine");
  private static final long SEGMENT = 128 << 10;
  private static final PoolOptions OPTIONS =
      new PoolOptions(SEGMENT, 64 * SEGMENT, 4 << 20, 1 << 20, 64 * SEGMENT, true);
  private static final VolumeId DISK = new VolumeId(1);
  private static final int BLOCKS = 1024;
  private static final int WRITES = 120;

  private final byte[][] expected = new byte[BLOCKS][State.BLOCK_BYTES];
  private int operation;

  @BeforeAll
  static void silenceTheEngine() {
    ENGINE_LOG.setLevel(Level.OFF);
  }

  @AfterAll
  static void listenAgain() {
    ENGINE_LOG.setLevel(null);
  }

  private static Pool open(SimStorage disk) throws IOException {
    return Pool.open(disk, OPTIONS, () -> Instant.EPOCH, null);
  }

  private Pool begin(SimStorage disk, SplittableRandom random) throws BlockFault, IOException {
    Pool.create(disk, OPTIONS, random.split());
    Pool pool = open(disk);
    pool.createVolume(DISK, (long) BLOCKS * State.BLOCK_BYTES);
    write(pool, random);
    pool.checkpoint();
    return pool;
  }

  /** Writes here and there, durably. */
  private void write(Pool pool, SplittableRandom random) throws BlockFault {
    try (BlockDevice device = pool.openVolume(DISK)) {
      for (int i = 0; i < WRITES; i++) {
        int block = random.nextInt(BLOCKS);
        long offset = (long) block * State.BLOCK_BYTES;
        expected[block] = Stamp.bytes(++operation, offset, State.BLOCK_BYTES);
        device.write(offset, MemorySegment.ofArray(expected[block]), Durability.VOLATILE);
      }
      device.flush();
    }
  }

  private void requireExpected(Pool pool) throws BlockFault {
    pool.verify();
    try (BlockDevice device = pool.openVolume(DISK)) {
      MemorySegment found = MemorySegment.ofArray(new byte[State.BLOCK_BYTES]);
      for (int block = 0; block < BLOCKS; block++) {
        device.read((long) block * State.BLOCK_BYTES, found);
        assertThat(Arrays.equals(found.toArray(ValueLayout.JAVA_BYTE), expected[block]))
            .as("block %d", block)
            .isTrue();
      }
    }
  }

  private static void whenSynced(SimStorage disk, String prefix, Runnable then) {
    disk.onSync((file, _) -> {
      if (file.startsWith(prefix)) {
        then.run();
      }
    });
  }

  /**
   * A checkpoint fails although its file is whole, and is deleted. The process is killed, and the
   * next one writes over its pages when the power goes: the deletion may not have lasted.
   */
  private void dieTwice(long seed) throws BlockFault, IOException {
    SplittableRandom random = new SplittableRandom(seed);
    SimStorage first = SimStorage.empty(random.split());
    Pool pool = begin(first, random);
    write(pool, random);
    whenSynced(first, "checkpoint-", () -> first.denySyncs(1));
    assertThatThrownBy(pool::checkpoint).isInstanceOf(BlockFault.Io.class);
    pool.abandon();

    SimStorage second = first.afterKill();
    Pool next = open(second);
    write(next, random);
    whenSynced(second, "nodes-000000-b", second::cutPower);
    assertThatThrownBy(next::checkpoint).isInstanceOf(PowerCut.class);

    requireExpected(open(second.afterPowerCut(random)));
  }

  @Test
  void oneThatFailedAndWasDeletedDoesNotComeBackInTheNextLife() throws Exception {
    for (long seed = 1; seed <= 20; seed++) {
      Arrays.stream(expected).forEach(block -> Arrays.fill(block, (byte) 0));
      dieTwice(seed);
    }
  }

  /**
   * The process is killed while its checkpoint is being synced: the next one finds it whole, counts
   * on it, and then the power goes.
   */
  private void dieInTheSync(long seed) throws BlockFault, IOException {
    SplittableRandom random = new SplittableRandom(seed);
    SimStorage first = SimStorage.empty(random.split());
    Pool pool = begin(first, random);
    write(pool, random);
    whenSynced(first, "checkpoint-", first::cutPower);
    assertThatThrownBy(pool::checkpoint).isInstanceOf(PowerCut.class);

    SimStorage second = first.afterKill();
    Pool next = open(second);
    for (int round = 0; round < 8; round++) {
      write(next, random);
    }
    requireExpected(open(second.afterPowerCut(random)));
  }

  @Test
  void oneThatWasNotSyncedCountsOnlyAfterASync() throws Exception {
    for (long seed = 1; seed <= 20; seed++) {
      Arrays.stream(expected).forEach(block -> Arrays.fill(block, (byte) 0));
      dieInTheSync(seed);
    }
  }

  private static void rot(SimStorage disk, List<String> names) {
    names.forEach(name -> disk.rot(name, State.BLOCK_BYTES + 8, 1));
  }

  private static List<String> newest(SimStorage disk, int files) throws IOException {
    List<String> all =
        disk.names().stream().filter(name -> name.startsWith("checkpoint-")).toList();
    return all.subList(all.size() - files, all.size());
  }

  @Test
  void whereBothCopiesOfTheNewestAreDamagedNoOlderOneCounts() throws Exception {
    SplittableRandom random = new SplittableRandom(1);
    SimStorage disk = SimStorage.empty(random.split());
    Pool pool = begin(disk, random);
    disk.refuseDeletes(2);
    pool.checkpoint();
    pool.abandon();
    SimStorage next = disk.afterKill();
    List<String> both = newest(next, 2);
    rot(next, both);
    assertThatThrownBy(() -> open(next))
        .isInstanceOf(PoolFormatException.class)
        .hasMessageContaining("is damaged, and so is its copy")
        .hasMessageContaining("check --repair");
  }

  @Test
  void whereTheNewestHasNoCopyAndIsDamagedTheLogKnowsOfIt() throws Exception {
    SplittableRandom random = new SplittableRandom(2);
    SimStorage disk = SimStorage.empty(random.split());
    Pool pool = begin(disk, random);
    write(pool, random);
    whenSynced(disk, "checkpoint-", () -> disk.limitTo(0));
    disk.refuseDeletes(2);
    pool.checkpoint();
    disk.onSync(SyncHook.NONE);
    disk.refuseNothing();
    write(pool, random);
    pool.abandon();
    SimStorage next = disk.afterKill();
    rot(next, newest(next, 1));
    assertThatThrownBy(() -> open(next))
        .isInstanceOf(PoolFormatException.class)
        .hasMessageContaining("the log says that checkpoint 3 was durable")
        .hasMessageContaining("check --repair");
  }

  @Test
  void whereOnlyPagesWereWrittenSinceTheLogKnowsOfItToo() throws Exception {
    SplittableRandom random = new SplittableRandom(3);
    SimStorage disk = SimStorage.empty(random.split());
    Pool pool = begin(disk, random);
    write(pool, random);
    whenSynced(disk, "checkpoint-", () -> disk.limitTo(0));
    disk.refuseDeletes(2);
    pool.checkpoint();
    whenSynced(disk, "checkpoint-", disk::cutPower);
    disk.refuseNothing();
    assertThatThrownBy(pool::checkpoint).isInstanceOf(PowerCut.class);
    SimStorage next = disk.afterPowerCut(random);
    rot(next, newest(next, 2));
    assertThatThrownBy(() -> open(next))
        .isInstanceOf(PoolFormatException.class)
        .hasMessageContaining("the log says that checkpoint 3 was durable");
  }

  @Test
  void whereTheNewestWasNeverWholeTheOneBeforeCounts() throws Exception {
    SplittableRandom random = new SplittableRandom(4);
    SimStorage disk = SimStorage.empty(random.split());
    Pool pool = begin(disk, random);
    write(pool, random);
    whenSynced(disk, "checkpoint-", disk::cutPower);
    assertThatThrownBy(pool::checkpoint).isInstanceOf(PowerCut.class);
    SimStorage next = disk.afterPowerCut(random);
    requireExpected(open(next));
    requireExpected(open(next.afterPowerCut(random)));
  }
}
