package dev.stillpoint.engine.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillpoint.block.BlockDevice;
import dev.stillpoint.block.BlockFault;
import dev.stillpoint.block.Durability;
import dev.stillpoint.block.Freeze;
import dev.stillpoint.block.GroupId;
import dev.stillpoint.block.ImageId;
import dev.stillpoint.block.VolumeId;
import dev.stillpoint.block.Zeroing;
import dev.stillpoint.engine.Proves;
import dev.stillpoint.engine.format.LogRecord;
import java.lang.foreign.MemorySegment;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One call is held at the storage while others go on: what it finds when it is let go. */
@Timeout(60)
class PoolRacesTest {
  private static final int BLOCK_BYTES = 4096;
  private static final int BLOCKS = 24;
  private static final PoolOptions OPTIONS =
      new PoolOptions(128 << 10, 16 * (128 << 10), 4 << 20, 1 << 20, 512 << 10, true);
  private static final VolumeId VOLUME = new VolumeId(1);

  /** Something that may be refused. */
  @FunctionalInterface
  private interface Deed {
    void run() throws BlockFault;
  }

  private final MemoryStorage memory = new MemoryStorage();
  private final CountDownLatch held = new CountDownLatch(1);
  private final CountDownLatch freezing = new CountDownLatch(1);
  private final CountDownLatch go = new CountDownLatch(1);
  private final AtomicReference<Throwable> refusal = new AtomicReference<>();
  private volatile Thread gated;
  private volatile String gatedOperation = "";
  private Pool pool;
  private BlockDevice disk;

  /** A volume full of ones, and a pool that has just been opened and remembers none of them. */
  @BeforeEach
  void openPool() throws Exception {
    Pool.create(memory, OPTIONS, new Random(1));
    open();
    pool.createVolume(VOLUME, BLOCKS * BLOCK_BYTES);
    pool.openVolume(VOLUME).write(0, bytes(1, BLOCKS * BLOCK_BYTES), Durability.DURABLE);
    pool.close();
    open();
    disk = pool.openVolume(VOLUME);
  }

  private void open() throws Exception {
    GatedStorage gate = new GatedStorage(memory, (operation, file, _) -> pass(operation, file));
    pool = Pool.open(gate, OPTIONS, InstantSource.system(), this::appended);
  }

  private void appended(long lsn, LogRecord record) {
    if (record instanceof LogRecord.Freeze) {
      freezing.countDown();
    }
  }

  private void pass(String operation, String file) {
    if (Thread.currentThread().equals(gated)
        && operation.equals(gatedOperation)
        && file.startsWith("segment-")) {
      gated = null;
      held.countDown();
      await(go);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static MemorySegment bytes(int value, int length) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) value);
    return MemorySegment.ofArray(bytes);
  }

  /** Starts a deed; returns when it is at its first storage operation of that kind. */
  private Thread hold(String operation, Deed deed) {
    gatedOperation = operation;
    Thread thread = unstarted(deed);
    gated = thread;
    thread.start();
    await(held);
    return thread;
  }

  private Thread start(Deed deed) {
    Thread thread = unstarted(deed);
    thread.start();
    return thread;
  }

  private Thread unstarted(Deed deed) {
    return Thread.ofPlatform()
        .unstarted(() -> {
          try {
            deed.run();
          } catch (BlockFault | RuntimeException | Error e) {
            refusal.set(e);
          }
        });
  }

  private void letGo(Thread thread) throws InterruptedException {
    go.countDown();
    thread.join();
  }

  private byte[] read(long offset, int length) throws BlockFault {
    byte[] found = new byte[length];
    disk.read(offset, MemorySegment.ofArray(found));
    return found;
  }

  @Test
  void aReadUnderWayKeepsTheSegmentThatItCopiesFrom() throws Exception {
    byte[] found = new byte[BLOCKS * BLOCK_BYTES];
    Thread reader = hold("read", () -> disk.read(0, MemorySegment.ofArray(found)));
    // Each round is more than a segment: all slots come round several times.
    for (int round = 0; round < 64; round++) {
      disk.write(0, bytes(2, BLOCKS * BLOCK_BYTES), Durability.DURABLE);
      pool.checkpoint();
      while (pool.maintain()) {
        assertThat(pool.inService()).isTrue();
      }
    }
    letGo(reader);
    assertThat(refusal.get()).isNull();
    assertThat(found).containsOnly(1);
  }

  /** What a read holds cannot be given back, and no checkpoint is taken for it. */
  @Test
  void aReadUnderWayGivesNobodyEndlessWork() throws Exception {
    VolumeId large = new VolumeId(2);
    pool.createVolume(large, 4L * BLOCKS * BLOCK_BYTES);
    fill(large, 1);
    pool.close();
    open();
    BlockDevice device = pool.openVolume(large);
    byte[] found = new byte[4 * BLOCKS * BLOCK_BYTES];
    Thread reader = hold("read", () -> device.read(0, MemorySegment.ofArray(found)));
    fill(large, 2);
    for (int steps = 0; pool.maintain(); steps++) {
      assertThat(steps).as("steps until nothing is due").isLessThan(100);
    }
    letGo(reader);
    assertThat(found).containsOnly(1);
    long log = pool.stats().logBytes();
    while (pool.maintain()) {
      assertThat(pool.inService()).isTrue();
    }
    assertThat(pool.stats().logBytes()).isLessThan(log);
  }

  private void fill(VolumeId volume, int value) throws BlockFault {
    for (int part = 0; part < 4; part++) {
      long offset = (long) part * BLOCKS * BLOCK_BYTES;
      pool.openVolume(volume).write(offset, bytes(value, BLOCKS * BLOCK_BYTES), Durability.DURABLE);
    }
  }

  @Test
  void twoWritesToPartsOfOneBlockAreBothThere() throws Exception {
    Thread writer = hold("read", () -> disk.write(0, bytes(3, 512), Durability.VOLATILE));
    disk.write(512, bytes(4, 512), Durability.VOLATILE);
    letGo(writer);
    assertThat(refusal.get()).isNull();
    assertThat(read(0, 512)).containsOnly(3);
    assertThat(read(512, 512)).containsOnly(4);
    assertThat(read(1024, BLOCK_BYTES - 1024)).containsOnly(1);
  }

  @Test
  void aWriteBesideTheLastPartOfAnotherIsNotLost() throws Exception {
    Thread writer =
        hold("read", () -> disk.write(0, bytes(3, BLOCK_BYTES + 512), Durability.VOLATILE));
    disk.write(BLOCK_BYTES + 512, bytes(4, 512), Durability.VOLATILE);
    letGo(writer);
    assertThat(read(0, BLOCK_BYTES + 512)).containsOnly(3);
    assertThat(read(BLOCK_BYTES + 512, 512)).containsOnly(4);
  }

  @Test
  void aWriteBesideAnUnalignedZeroingIsNotLost() throws Exception {
    Thread zeroer =
        hold("read", () -> disk.zero(512, 2 * BLOCK_BYTES, Zeroing.HOLE, Durability.VOLATILE));
    disk.write(0, bytes(4, 512), Durability.VOLATILE);
    disk.write(2 * BLOCK_BYTES + 512, bytes(5, 512), Durability.VOLATILE);
    letGo(zeroer);
    assertThat(refusal.get()).isNull();
    assertThat(read(0, 512)).containsOnly(4);
    assertThat(read(512, 2 * BLOCK_BYTES)).containsOnly(0);
    assertThat(read(2 * BLOCK_BYTES + 512, 512)).containsOnly(5);
  }

  @Test
  void whatIsBeingWrittenToTheLogIsReadMeanwhile() throws Exception {
    disk.write(0, bytes(2, 3 * BLOCK_BYTES), Durability.VOLATILE);
    Thread flusher = hold("write", () -> pool.writeOut());
    assertThat(read(0, 3 * BLOCK_BYTES)).containsOnly(2);
    letGo(flusher);
    assertThat(read(0, 3 * BLOCK_BYTES)).containsOnly(2);
  }

  /** What was answered is in the memory that outlives the process until it is in the file. */
  @Test
  void aProcessThatIsKilledWhileItWritesLosesNothing() throws Exception {
    disk.write(0, bytes(2, BLOCK_BYTES), Durability.VOLATILE);
    Thread flusher = hold("write", () -> pool.writeOut());
    MemoryStorage killed = memory.killed();
    letGo(flusher);
    Pool next = Pool.open(killed, OPTIONS, InstantSource.system(), null);
    byte[] found = new byte[BLOCK_BYTES];
    next.openVolume(VOLUME).read(0, MemorySegment.ofArray(found));
    assertThat(found).containsOnly(2);
    assertThat(next.answersLost()).isFalse();
  }

  /** A flush answers for what came before it, and not for what came while it wrote. */
  @Test
  @Proves("engine/2")
  void aWriteThatCameWhileAFlushWroteIsDurableWithTheNextOne() throws Exception {
    disk.write(0, bytes(2, BLOCK_BYTES), Durability.VOLATILE);
    Thread flusher = hold("write", () -> disk.flush());
    disk.write(BLOCK_BYTES, bytes(3, BLOCK_BYTES), Durability.VOLATILE);
    letGo(flusher);
    disk.flush();
    Pool cut = Pool.open(memory.synced(), OPTIONS, InstantSource.system(), null);
    byte[] found = new byte[BLOCK_BYTES];
    cut.openVolume(VOLUME).read(BLOCK_BYTES, MemorySegment.ofArray(found));
    assertThat(found).containsOnly(3);
  }

  @Test
  void aWriteThatWaitedForBuffersIsNotAppliedAfterAFence() throws Exception {
    BlockDevice other = pool.openVolume(VOLUME);
    Thread writer = hold("write", () -> writeUntilRefused(other));
    other.fence();
    byte[] fenced = read(0, BLOCKS * BLOCK_BYTES);
    letGo(writer);
    assertThat(refusal.get()).isInstanceOf(BlockFault.Fenced.class);
    assertThat(read(0, BLOCKS * BLOCK_BYTES)).isEqualTo(fenced);
  }

  /**
   * While one thread writes out, a freeze waits, and what is written next joins its batch: it is
   * born after the freeze, so the image has no part in it, and it dies when it is overwritten.
   */
  @Test
  @Proves("engine/8")
  void whatIsWrittenBehindAFreezeInItsBatchDiesWhenItIsOverwritten() throws Exception {
    disk.write(0, bytes(2, BLOCK_BYTES), Durability.VOLATILE);
    ImageId image = new ImageId(1);
    Thread flusher = hold("write", () -> pool.writeOut());
    Thread freezer = start(() -> pool.freeze(new GroupId(1), List.of(new Freeze(VOLUME, image))));
    await(freezing);
    disk.write(0, bytes(3, BLOCK_BYTES), Durability.VOLATILE);
    disk.write(0, bytes(4, BLOCK_BYTES), Durability.VOLATILE);
    letGo(flusher);
    freezer.join();
    assertThat(refusal.get()).isNull();
    pool.verify();
    pool.close();
    open();
    disk = pool.openVolume(VOLUME);
    pool.verify();
    pool.deleteImages(List.of(image));
    while (pool.maintain()) {
      pool.verify();
    }
    pool.verify();
    assertThat(read(0, BLOCK_BYTES)).containsOnly(4);
  }

  /** Each write brings another value; some time the buffers are full, and it has to write out. */
  private static void writeUntilRefused(BlockDevice device) throws BlockFault {
    for (int value = 2; ; value++) {
      device.write(0, bytes(value, BLOCKS * BLOCK_BYTES), Durability.VOLATILE);
    }
  }
}
