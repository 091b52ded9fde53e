package dev.stillpoint.engine.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillpoint.block.BlockDevice;
import dev.stillpoint.block.BlockFault;
import dev.stillpoint.block.Cut;
import dev.stillpoint.block.Durability;
import dev.stillpoint.block.Extent;
import dev.stillpoint.block.Freeze;
import dev.stillpoint.block.GroupId;
import dev.stillpoint.block.ImageId;
import dev.stillpoint.block.Rollback;
import dev.stillpoint.block.VolumeId;
import dev.stillpoint.block.Zeroing;
import dev.stillpoint.engine.Proves;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A pool over memory: what each operation promises. */
class PoolTest {
  private static final PoolOptions OPTIONS =
      new PoolOptions(1 << 20, 64 << 20, 24 << 20, 1 << 20, 4 << 20, true);
  private static final long SIZE = 4 << 20;

  private final MemoryStorage storage = new MemoryStorage();
  private Pool pool;

  @BeforeEach
  void createPool() throws IOException {
    Pool.create(storage, OPTIONS, new Random(1));
    pool = Pool.open(storage, OPTIONS, InstantSource.system(), null);
  }

  private static VolumeId volume(long id) {
    return new VolumeId(id);
  }

  private static ImageId image(long id) {
    return new ImageId(id);
  }

  private static GroupId group(long id) {
    return new GroupId(id);
  }

  private static byte[] pattern(int length, int seed) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  private static void write(BlockDevice device, long offset, byte[] bytes) throws BlockFault {
    device.write(offset, MemorySegment.ofArray(bytes), Durability.VOLATILE);
  }

  private static byte[] read(BlockDevice device, long offset, int length) throws BlockFault {
    byte[] bytes = new byte[length];
    device.read(offset, MemorySegment.ofArray(bytes));
    return bytes;
  }

  private void reopen() throws IOException {
    pool = Pool.open(storage, OPTIONS, InstantSource.system(), null);
    pool.verify();
  }

  @Test
  void readsWhatWasWrittenAtAnyAlignmentBeforeAndAfterItReachesTheLog() throws Exception {
    pool.createVolume(volume(1), SIZE);
    BlockDevice device = pool.openVolume(volume(1));
    byte[] mirror = new byte[(int) SIZE];
    Random random = new Random(3);
    for (int i = 0; i < 400; i++) {
      int length = 1 + random.nextInt(20_000);
      int offset = random.nextInt((int) SIZE - length);
      byte[] bytes = pattern(length, i);
      write(device, offset, bytes);
      System.arraycopy(bytes, 0, mirror, offset, length);
      if (i % 50 == 0) {
        pool.writeOut();
      }
    }
    assertThat(read(device, 0, (int) SIZE)).isEqualTo(mirror);
    device.flush();
    pool.verify();
    reopen();
    assertThat(read(pool.openVolume(volume(1)), 0, (int) SIZE)).isEqualTo(mirror);
  }

  @Test
  @Proves("engine/4")
  void aGroupHoldsWhatWasAnsweredBeforeAndNothingLaterOnEveryDisk() throws Exception {
    pool.createVolume(volume(1), SIZE);
    pool.createVolume(volume(2), SIZE);
    BlockDevice one = pool.openVolume(volume(1));
    BlockDevice two = pool.openVolume(volume(2));
    write(one, 0, pattern(8192, 1));
    write(two, 0, pattern(8192, 2));
    Cut cut =
        pool.freeze(
            group(1), List.of(new Freeze(volume(1), image(11)), new Freeze(volume(2), image(12))));
    write(one, 0, pattern(8192, 3));
    write(two, 4096, pattern(8192, 4));
    pool.abandon();
    reopen();
    assertThat(read(pool.openImage(image(11)), 0, 8192)).isEqualTo(pattern(8192, 1));
    assertThat(read(pool.openImage(image(12)), 0, 8192)).isEqualTo(pattern(8192, 2));
    assertThat(pool.images()).allSatisfy(i -> assertThat(i.cut()).isEqualTo(cut));
    assertThat(pool.groups().getFirst().images()).containsExactly(image(11), image(12));
  }

  @Test
  @Proves("engine/4")
  void aGroupThatCannotBeWholeIsNotMadeAtAll() throws Exception {
    pool.createVolume(volume(1), SIZE);
    List<Freeze> members =
        List.of(new Freeze(volume(1), image(11)), new Freeze(volume(9), image(12)));
    assertThatThrownBy(() -> pool.freeze(group(1), members))
        .isInstanceOf(BlockFault.NotFound.class)
        .hasMessageContaining("9");
    assertThat(pool.groups()).isEmpty();
    assertThat(pool.images()).isEmpty();
  }

  @Test
  @Proves("engine/5")
  void imagesAndClonesKeepTheirBytesWhateverHappensToTheOthers() throws Exception {
    pool.createVolume(volume(1), SIZE);
    BlockDevice head = pool.openVolume(volume(1));
    write(head, 0, pattern((int) SIZE, 1));
    pool.freeze(group(1), List.of(new Freeze(volume(1), image(1))));
    pool.cloneVolume(volume(2), image(1), 2 * SIZE);
    BlockDevice clone = pool.openVolume(volume(2));
    write(clone, 4096, pattern(4096, 7));
    head.zero(0, SIZE, Zeroing.HOLE, Durability.VOLATILE);
    assertThat(read(pool.openImage(image(1)), 0, (int) SIZE)).isEqualTo(pattern((int) SIZE, 1));
    pool.deleteImages(List.of(image(1)));
    pool.deleteVolume(volume(1));
    while (pool.maintain()) {
      pool.verify();
    }
    byte[] expected = Arrays.copyOf(pattern((int) SIZE, 1), (int) (2 * SIZE));
    System.arraycopy(pattern(4096, 7), 0, expected, 4096, 4096);
    assertThat(read(clone, 0, (int) (2 * SIZE))).isEqualTo(expected);
    pool.close();
    reopen();
    assertThat(read(pool.openVolume(volume(2)), 0, (int) (2 * SIZE))).isEqualTo(expected);
  }

  @Test
  @Proves("engine/4")
  void aRollbackSetsAllDisksBackAndKeepsTheirPresent() throws Exception {
    List<Freeze> before = new ArrayList<>();
    List<Rollback> back = new ArrayList<>();
    List<Rollback> undo = new ArrayList<>();
    for (int v = 1; v <= 3; v++) {
      pool.createVolume(volume(v), SIZE);
      write(pool.openVolume(volume(v)), 0, pattern(40_960, v));
      before.add(new Freeze(volume(v), image(v)));
      back.add(new Rollback(volume(v), image(v), image(10 + v)));
      undo.add(new Rollback(volume(v), image(10 + v), image(20 + v)));
    }
    pool.freeze(group(1), before);
    for (int v = 1; v <= 3; v++) {
      write(pool.openVolume(volume(v)), 4096, pattern(8192, 100 + v));
    }
    pool.rollBack(group(2), back);
    pool.abandon();
    reopen();
    for (int v = 1; v <= 3; v++) {
      assertThat(read(pool.openVolume(volume(v)), 0, 40_960)).isEqualTo(pattern(40_960, v));
    }
    pool.rollBack(group(3), undo);
    for (int v = 1; v <= 3; v++) {
      assertThat(read(pool.openVolume(volume(v)), 4096, 8192)).isEqualTo(pattern(8192, 100 + v));
    }
    assertThat(pool.groups()).hasSize(3);
    pool.verify();
  }

  @Test
  void aCloneGoesBackToTheImageThatItBeganWith() throws Exception {
    pool.createVolume(volume(1), SIZE);
    write(pool.openVolume(volume(1)), 0, pattern(8192, 1));
    pool.freeze(group(1), List.of(new Freeze(volume(1), image(1))));
    pool.cloneVolume(volume(2), image(1), 2 * SIZE);
    pool.deleteVolume(volume(1));
    write(pool.openVolume(volume(2)), 4096, pattern(8192, 2));
    pool.rollBack(group(2), List.of(new Rollback(volume(2), image(1), image(2))));
    pool.abandon();
    reopen();
    assertThat(read(pool.openVolume(volume(2)), 0, 8192)).isEqualTo(pattern(8192, 1));
    assertThat(read(pool.openVolume(volume(2)), 8192, 4096)).isEqualTo(new byte[4096]);
    pool.rollBack(group(3), List.of(new Rollback(volume(2), image(2), image(3))));
    assertThat(read(pool.openVolume(volume(2)), 4096, 8192)).isEqualTo(pattern(8192, 2));
    pool.verify();
  }

  @Test
  void aVolumeGoesBackToNoStrangeAndNoLargerImage() throws Exception {
    pool.createVolume(volume(1), SIZE);
    pool.createVolume(volume(2), SIZE);
    pool.freeze(group(1), List.of(new Freeze(volume(1), image(1))));
    pool.resizeVolume(volume(1), 2 * SIZE);
    pool.freeze(group(2), List.of(new Freeze(volume(1), image(2))));
    pool.cloneVolume(volume(3), image(1), SIZE);
    for (Rollback order :
        List.of(
            new Rollback(volume(2), image(1), image(9)),
            new Rollback(volume(3), image(2), image(9)))) {
      assertThatThrownBy(() -> pool.rollBack(group(9), List.of(order)))
          .isInstanceOf(BlockFault.NotFound.class);
    }
    pool.rollBack(group(3), List.of(new Rollback(volume(3), image(1), image(9))));
    assertThat(pool.groups()).hasSize(3);
    pool.verify();
  }

  @Test
  void aCloneGoesBackToWhatItStemsFromAndToNoImageOfASibling() throws Exception {
    pool.createVolume(volume(1), SIZE);
    for (int i = 1; i <= 3; i++) {
      pool.freeze(group(i), List.of(new Freeze(volume(1), image(i))));
    }
    pool.cloneVolume(volume(2), image(2), SIZE);
    pool.cloneVolume(volume(3), image(2), SIZE);
    pool.freeze(group(4), List.of(new Freeze(volume(3), image(4))));
    pool.deleteImages(List.of(image(2)));
    List<Rollback> sibling = List.of(new Rollback(volume(2), image(4), image(9)));
    List<Rollback> younger = List.of(new Rollback(volume(2), image(3), image(9)));
    for (int life = 0; life < 2; life++) {
      for (List<Rollback> order : List.of(sibling, younger)) {
        assertThatThrownBy(() -> pool.rollBack(group(9), order))
            .isInstanceOf(BlockFault.NotFound.class);
      }
      pool.abandon();
      reopen();
    }
    pool.rollBack(group(9), List.of(new Rollback(volume(2), image(1), image(9))));
    pool.rollBack(group(10), List.of(new Rollback(volume(2), image(9), image(10))));
    pool.verify();
  }

  @Test
  void aFencedHandleAppliesNothingMore() throws Exception {
    pool.createVolume(volume(1), SIZE);
    BlockDevice dead = pool.openVolume(volume(1));
    write(dead, 0, pattern(4096, 1));
    dead.fence();
    assertThatThrownBy(() -> write(dead, 0, pattern(4096, 2)))
        .isInstanceOf(BlockFault.Fenced.class);
    assertThat(read(pool.openVolume(volume(1)), 0, 4096)).isEqualTo(pattern(4096, 1));
  }

  @Test
  void extentsTellDataHolesAndZerosApart() throws Exception {
    pool.createVolume(volume(1), SIZE);
    BlockDevice device = pool.openVolume(volume(1));
    write(device, 8192, pattern(8192, 1));
    device.zero(20_480, 8192, Zeroing.ALLOCATED, Durability.VOLATILE);
    assertThat(device.extents(0, 40_960, 100))
        .containsExactly(
            new Extent(0, 8192, Extent.Kind.HOLE),
            new Extent(8192, 8192, Extent.Kind.DATA),
            new Extent(16_384, 4096, Extent.Kind.HOLE),
            new Extent(20_480, 8192, Extent.Kind.ZERO),
            new Extent(28_672, 12_288, Extent.Kind.HOLE));
    assertThat(device.extents(9000, 1000, 1))
        .containsExactly(new Extent(9000, 1000, Extent.Kind.DATA));
  }

  @Test
  @Proves("engine/7")
  void aDamagedBlockIsAnErrorAndNeverWrongData() throws Exception {
    pool.createVolume(volume(1), SIZE);
    write(pool.openVolume(volume(1)), 0, pattern(65_536, 1));
    pool.close();
    byte[] segment = storage.contents("segment-000000");
    int found = -1;
    byte[] wanted = Arrays.copyOfRange(pattern(65_536, 1), 8192, 8192 + 64);
    for (int at = 0; at < segment.length && found < 0; at += 4096) {
      found = Arrays.equals(segment, at, at + 64, wanted, 0, 64) ? at : -1;
    }
    assertThat(found).isPositive();
    segment[found + 100] ^= 1;
    reopen();
    BlockDevice device = pool.openVolume(volume(1));
    assertThatThrownBy(() -> read(device, 0, 65_536)).isInstanceOf(BlockFault.Corrupt.class);
    assertThat(read(device, 0, 8192)).isEqualTo(Arrays.copyOf(pattern(65_536, 1), 8192));
    assertThat(pool.stats().corruptReadCount()).isEqualTo(1);
    assertThat(pool.inspect()).hasSize(1).first().asString().contains("block 2 ");
  }

  @Test
  @Proves("engine/8")
  void spaceStaysWithinThreeTimesTheLiveDataUnderRandomOverwrites() throws Exception {
    long live = 16 << 20;
    pool.createVolume(volume(1), live);
    BlockDevice device = pool.openVolume(volume(1));
    Random random = new Random(9);
    int blocks = (int) (live / 4096);
    int[] version = new int[blocks];
    long most = 0;
    for (int i = 0; i < 20 * blocks; i++) {
      int block = i < blocks ? i : random.nextInt(blocks);
      byte[] bytes = new byte[4096];
      Arrays.fill(bytes, (byte) i);
      version[block] = i;
      write(device, block * 4096L, bytes);
      if (i % 256 == 0) {
        while (pool.maintain()) {
          most = Math.max(most, storage.bytes());
        }
      }
    }
    pool.verify();
    assertThat(most).isGreaterThan(live).isLessThan(3 * live);
    for (int block = 0; block < blocks; block++) {
      assertThat(read(device, block * 4096L, 1)[0]).isEqualTo((byte) version[block]);
    }
    assertThat(pool.inspect()).isEmpty();
    pool.close();
    reopen();
    BlockDevice again = pool.openVolume(volume(1));
    for (int block = 0; block < blocks; block++) {
      assertThat(read(again, block * 4096L, 1)[0]).isEqualTo((byte) version[block]);
    }
  }

  @Test
  @Proves("engine/9")
  void aFullPoolRefusesWritesAndStillReadsFlushesDeletesAndCloses() throws Exception {
    pool.createVolume(volume(1), 64 << 20);
    pool.createVolume(volume(2), 64 << 20);
    BlockDevice device = pool.openVolume(volume(1));
    byte[] bytes = pattern(1 << 20, 1);
    long offset = 0;
    BlockFault refused = null;
    while (refused == null) {
      try {
        write(device, offset, bytes);
        offset += bytes.length;
      } catch (BlockFault.OutOfSpace e) {
        refused = e;
      }
    }
    assertThat(refused).hasMessageContaining("full");
    assertThat(offset).isGreaterThan(48 << 20);
    device.flush();
    assertThat(read(device, 0, bytes.length)).isEqualTo(bytes);
    pool.deleteVolume(volume(2));
    device.zero(0, 32 << 20, Zeroing.HOLE, Durability.VOLATILE);
    write(device, 0, bytes);
    pool.close();
    reopen();
    BlockDevice again = pool.openVolume(volume(1));
    assertThat(read(again, 0, bytes.length)).isEqualTo(bytes);
    assertThat(read(again, 40 << 20, bytes.length)).isEqualTo(bytes);
    assertThat(read(again, 8 << 20, bytes.length)).isEqualTo(new byte[bytes.length]);
  }

  @Test
  @Proves("engine/2")
  void everyAnsweredFlushGroupAndDurableWriteWasPrecededByASync() throws Exception {
    pool.createVolume(volume(1), SIZE);
    BlockDevice device = pool.openVolume(volume(1));
    write(device, 0, pattern(4096, 1));
    int before = storage.syncs.get();
    assertThat(pool.stats().durableLsn().value()).isLessThan(pool.stats().appendedLsn().value());
    device.flush();
    assertThat(storage.syncs.get()).isGreaterThan(before);
    assertThat(pool.stats().durableLsn()).isEqualTo(pool.stats().appendedLsn());
    before = storage.syncs.get();
    device.write(0, MemorySegment.ofArray(pattern(4096, 2)), Durability.DURABLE);
    assertThat(storage.syncs.get()).isGreaterThan(before);
    before = storage.syncs.get();
    pool.freeze(group(1), List.of(new Freeze(volume(1), image(1))));
    assertThat(storage.syncs.get()).isGreaterThan(before);
    assertThat(pool.stats().durableLsn()).isEqualTo(pool.stats().appendedLsn());
  }

  @Test
  @Proves("engine/6")
  @Timeout(60)
  void noWriteWaitsWhileAGroupWaitsASecondForItsSync() throws Exception {
    pool.createVolume(volume(1), SIZE);
    pool.createVolume(volume(2), SIZE);
    BlockDevice device = pool.openVolume(volume(1));
    BlockDevice other = pool.openVolume(volume(2));
    java.util.concurrent.CountDownLatch syncing = new java.util.concurrent.CountDownLatch(1);
    java.util.concurrent.CountDownLatch release = new java.util.concurrent.CountDownLatch(1);
    storage.beforeSync =
        () -> {
          syncing.countDown();
          try {
            release.await();
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
        };
    Thread freezer =
        Thread.ofPlatform()
            .start(() -> {
              try {
                pool.freeze(group(1), List.of(new Freeze(volume(1), image(1))));
              } catch (BlockFault e) {
                throw new AssertionError(e);
              }
            });
    syncing.await();
    for (int i = 0; i < 1000; i++) {
      write(i % 2 == 0 ? device : other, (i % 100) * 4096L, pattern(4096, i));
      assertThat(read(i % 2 == 0 ? device : other, (i % 100) * 4096L, 4096))
          .isEqualTo(pattern(4096, i));
      Thread.sleep(1);
    }
    assertThat(freezer.isAlive()).isTrue();
    storage.beforeSync = () -> {};
    release.countDown();
    freezer.join();
    assertThat(pool.groups()).hasSize(1);
    assertThat(read(pool.openImage(image(1)), 0, 4096)).isEqualTo(new byte[4096]);
  }
}
