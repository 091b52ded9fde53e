package dev.stillpoint.engine.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillpoint.block.BlockDevice;
import dev.stillpoint.block.BlockFault;
import dev.stillpoint.block.Durability;
import dev.stillpoint.block.Freeze;
import dev.stillpoint.block.GroupId;
import dev.stillpoint.block.ImageId;
import dev.stillpoint.block.VolumeId;
import dev.stillpoint.engine.Proves;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Storage that refuses, and what was synced when the power goes. */
@Timeout(60)
class FailingStorageTest {
  private static final PoolOptions OPTIONS =
      new PoolOptions(1 << 20, 64 << 20, 24 << 20, 1 << 20, 4 << 20, true);

  private final MemoryStorage storage = new MemoryStorage();
  private Pool pool;
  private BlockDevice disk;

  @BeforeEach
  void createPool() throws Exception {
    Pool.create(storage, OPTIONS, new Random(1));
    pool = Pool.open(storage, OPTIONS, InstantSource.system(), null);
    pool.createVolume(new VolumeId(1), 4 << 20);
    disk = pool.openVolume(new VolumeId(1));
  }

  private static MemorySegment block(int value) {
    MemorySegment block = MemorySegment.ofArray(new byte[4096]);
    block.fill((byte) value);
    return block;
  }

  @Test
  @Proves("engine/2")
  void aFlushThatWaitedBehindAFailedOneIsNotAnswered() throws Exception {
    CountDownLatch syncing = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    AtomicBoolean first = new AtomicBoolean(true);
    storage.beforeSync =
        () -> {
          if (first.getAndSet(false)) {
            syncing.countDown();
            await(go);
            throw new UncheckedIOException(new IOException("the medium is gone"));
          }
        };
    disk.write(0, block(1), Durability.VOLATILE);
    AtomicReference<Throwable> one = new AtomicReference<>();
    AtomicReference<Throwable> two = new AtomicReference<>();
    Thread failing = Thread.ofPlatform().start(() -> one.set(flush()));
    await(syncing);
    disk.write(4096, block(2), Durability.VOLATILE);
    Thread waiting = Thread.ofPlatform().start(() -> two.set(flush()));
    while (waiting.getState() == Thread.State.RUNNABLE || waiting.getState() == Thread.State.NEW) {
      Thread.onSpinWait();
    }
    go.countDown();
    failing.join();
    waiting.join();
    assertThat(one.get()).isNotNull();
    assertThat(two.get()).isInstanceOf(BlockFault.OutOfService.class);
    assertThatThrownBy(() -> disk.write(0, block(3), Durability.VOLATILE))
        .isInstanceOf(BlockFault.OutOfService.class)
        .hasMessageContaining("the medium is gone");
  }

  /** The flush leads the commit already, and waits for who writes out and is about to fail. */
  @Test
  @Proves("engine/2")
  void aFlushThatWaitedBehindAFailedWriteIsNotAnswered() throws Exception {
    CountDownLatch writing = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    AtomicBoolean first = new AtomicBoolean(true);
    GatedStorage gate =
        new GatedStorage(
            storage.synced(),
            (operation, file, _) -> {
              if (operation.equals("write")
                  && file.startsWith("segment-")
                  && Thread.currentThread().getName().equals("refused")
                  && first.getAndSet(false)) {
                writing.countDown();
                await(go);
                throw new IOException("the medium is gone");
              }
            });
    Pool refused = Pool.open(gate, OPTIONS, InstantSource.system(), null);
    BlockDevice device = refused.openVolume(new VolumeId(1));
    device.write(0, block(1), Durability.VOLATILE);
    Thread writer =
        Thread.ofPlatform()
            .name("refused")
            .start(() ->
                assertThatThrownBy(refused::writeOut).isInstanceOf(BlockFault.OutOfService.class));
    await(writing);
    AtomicReference<Throwable> answer = new AtomicReference<>();
    Thread waiting = Thread.ofPlatform().start(() -> answer.set(flush(device)));
    while (waiting.getState() == Thread.State.RUNNABLE || waiting.getState() == Thread.State.NEW) {
      Thread.onSpinWait();
    }
    go.countDown();
    writer.join();
    waiting.join();
    assertThat(answer.get()).isInstanceOf(BlockFault.OutOfService.class);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private Throwable flush() {
    return flush(disk);
  }

  private static Throwable flush(BlockDevice device) {
    try {
      device.flush();
      return null;
    } catch (BlockFault | RuntimeException e) {
      return e;
    }
  }

  @Test
  @Proves({"engine/2", "engine/4"})
  void whatWasAnsweredAsDurableIsInTheSyncedBytesAlone() throws Exception {
    disk.write(0, block(1), Durability.VOLATILE);
    disk.flush();
    assertThat(firstByte(afterPowerCut(), 0)).isEqualTo((byte) 1);
    disk.write(4096, block(2), Durability.DURABLE);
    assertThat(firstByte(afterPowerCut(), 4096)).isEqualTo((byte) 2);
    disk.write(8192, block(3), Durability.VOLATILE);
    pool.freeze(new GroupId(1), List.of(new Freeze(new VolumeId(1), new ImageId(1))));
    Pool cut = afterPowerCut();
    assertThat(cut.groups()).hasSize(1);
    MemorySegment found = MemorySegment.ofArray(new byte[1]);
    cut.openImage(new ImageId(1)).read(8192, found);
    assertThat(found.toArray(ValueLayout.JAVA_BYTE)).containsExactly((byte) 3);
    disk.write(12_288, block(4), Durability.VOLATILE);
    pool.writeOut();
    assertThat(firstByte(afterPowerCut(), 12_288)).isZero();
  }

  /** A pool opened on what was synced, and nothing else. */
  private Pool afterPowerCut() throws IOException {
    return Pool.open(storage.synced(), OPTIONS, InstantSource.system(), null);
  }

  private static byte firstByte(Pool pool, long offset) throws BlockFault {
    MemorySegment found = MemorySegment.ofArray(new byte[1]);
    pool.openVolume(new VolumeId(1)).read(offset, found);
    return found.get(ValueLayout.JAVA_BYTE, 0);
  }

  @Test
  void aPoolWhoseMakingWasCutOffIsMadeAnew() throws Exception {
    MemoryStorage half = new MemoryStorage();
    half.create("pool", 8192);
    half.create("segment-000000", OPTIONS.segmentBytes());
    assertThat(Pool.exists(half)).isFalse();
    Pool.create(half, OPTIONS, new Random(2));
    Pool made = Pool.open(half, OPTIONS, InstantSource.system(), null);
    assertThat(made.volumes()).isEmpty();
  }
}
