package dev.stillpoint.engine.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillpoint.block.BlockDevice;
import dev.stillpoint.block.BlockFault;
import dev.stillpoint.block.Durability;
import dev.stillpoint.block.Freeze;
import dev.stillpoint.block.GroupId;
import dev.stillpoint.block.ImageId;
import dev.stillpoint.block.Rollback;
import dev.stillpoint.block.VolumeId;
import dev.stillpoint.block.Zeroing;
import dev.stillpoint.engine.checkpoint.Checkpoint;
import dev.stillpoint.engine.checkpoint.CheckpointFiles;
import dev.stillpoint.engine.checkpoint.PoolFormatException;
import dev.stillpoint.engine.checkpoint.Superblock;
import java.lang.foreign.MemorySegment;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Pools whose maps are damaged, before and after a repair. */
@Timeout(120)
class RepairTest {
  private static final Logger ENGINE_LOG = Logger.getLogger("stillpoint.engine");
  private static final PoolOptions OPTIONS =
      new PoolOptions(256 << 10, 32 << 20, 8 << 20, 0, 1 << 20, true);
  private static final int BLOCKS = 300;
  private static final int BLOCK = 4096;

  private final MemoryStorage storage = new MemoryStorage();
  private final Random random = new Random(11);
  private Pool pool;

  @BeforeEach
  void silence() {
    ENGINE_LOG.setLevel(Level.OFF);
  }

  @AfterEach
  void listenAgain() {
    ENGINE_LOG.setLevel(null);
  }

  private void open() throws Exception {
    pool = Pool.open(storage, OPTIONS, InstantSource.system(), null);
  }

  private void write(VolumeId volume, int count) throws BlockFault {
    byte[] bytes = new byte[BLOCK];
    try (BlockDevice device = pool.openVolume(volume)) {
      for (int i = 0; i < count; i++) {
        random.nextBytes(bytes);
        long at = (long) random.nextInt(BLOCKS) * BLOCK;
        device.write(at, MemorySegment.ofArray(bytes), Durability.VOLATILE);
      }
      device.flush();
    }
  }

  /** A disk, groups, a clone, a rollback, trims and deletions; nothing is freed yet. */
  private void makeYoungPool() throws Exception {
    Pool.create(storage, OPTIONS, new Random(1));
    open();
    VolumeId disk = new VolumeId(1);
    VolumeId clone = new VolumeId(2);
    pool.createVolume(disk, (long) BLOCKS * BLOCK);
    write(disk, 200);
    pool.freeze(new GroupId(1), List.of(new Freeze(disk, new ImageId(1))));
    write(disk, 100);
    pool.cloneVolume(clone, new ImageId(1), (long) BLOCKS * BLOCK);
    write(clone, 50);
    try (BlockDevice device = pool.openVolume(disk)) {
      device.zero(0, 40L * BLOCK, Zeroing.HOLE, Durability.DURABLE);
    }
    pool.freeze(
        new GroupId(2),
        List.of(new Freeze(disk, new ImageId(2)), new Freeze(clone, new ImageId(3))));
    write(disk, 30);
    pool.rollBack(new GroupId(3), List.of(new Rollback(disk, new ImageId(2), new ImageId(4))));
    pool.deleteImages(List.of(new ImageId(1)));
    pool.checkpoint();
    write(clone, 20);
    pool.checkpoint();
  }

  /** The bytes of everything that has a name. */
  private Map<String, byte[]> contents() throws BlockFault {
    Map<String, byte[]> contents = new TreeMap<>();
    for (var volume : pool.volumes()) {
      try (BlockDevice device = pool.openVolume(volume.id())) {
        contents.put(volume.toString(), whole(device));
      }
    }
    for (var image : pool.images()) {
      try (BlockDevice device = pool.openImage(image.id())) {
        contents.put(image.toString(), whole(device));
      }
    }
    contents.put(pool.groups().toString(), new byte[0]);
    return contents;
  }

  private static byte[] whole(BlockDevice device) throws BlockFault {
    byte[] bytes = new byte[BLOCKS * BLOCK];
    device.read(0, MemorySegment.ofArray(bytes));
    return bytes;
  }

  private void damage(String prefix, String suffix) {
    for (String name : storage.names()) {
      if (name.startsWith(prefix) && name.endsWith(suffix)) {
        byte[] bytes = storage.contents(name);
        for (int at = 100; at < bytes.length; at += BLOCK) {
          bytes[at] ^= 1;
        }
      }
    }
  }

  private List<String> repair() throws Exception {
    return Repair.run(storage, OPTIONS, InstantSource.system());
  }

  private void isWhole(Map<String, byte[]> expected) throws Exception {
    open();
    Map<String, byte[]> found = contents();
    assertThat(found.keySet()).isEqualTo(expected.keySet());
    found.forEach((name, bytes) -> assertThat(bytes).as(name).isEqualTo(expected.get(name)));
    pool.verify();
    assertThat(pool.inspect()).isEmpty();
  }

  @Test
  void mapsWhoseRootIsLostInBothCopiesAreMadeAnewFromAWholeLog() throws Exception {
    makeYoungPool();
    Map<String, byte[]> expected = contents();
    pool.abandon();
    damage("checkpoint-", "");
    Map<String, byte[]> before = storage.copy();
    assertThatThrownBy(this::open).isInstanceOf(PoolFormatException.class);
    List<String> done = repair();
    assertThat(done.getFirst())
        .startsWith("the maps were made anew from the log")
        .contains("aside");
    before.forEach((name, bytes) -> {
      if (LogAlone.ofMaps(name)) {
        assertThat(storage.contents("aside-1-" + name)).as(name).isEqualTo(bytes);
      }
    });
    isWhole(expected);
    write(new VolumeId(1), 50);
    expected = contents();
    pool.close();
    isWhole(expected);
  }

  @Test
  void mapsOfWhichPagesAreLostInBothCopiesAreMadeAnewFromAWholeLog() throws Exception {
    makeYoungPool();
    Map<String, byte[]> expected = contents();
    pool.close();
    damage("nodes-", "");
    assertThat(repair()).anyMatch(sentence -> sentence.startsWith("the maps were made anew"));
    isWhole(expected);
  }

  @Test
  void whatIsLostInOneCopyIsTakenFromTheOtherAndNothingIsMadeAnew() throws Exception {
    makeYoungPool();
    Map<String, byte[]> expected = contents();
    pool.close();
    damage("nodes-", "-a");
    damage("checkpoint-", "-copy");
    storage.contents("pool")[40] ^= 1;
    List<String> done = repair();
    assertThat(done).hasSize(1).allMatch(s -> s.endsWith("written anew from the other one"));
    assertThat(storage.names()).noneMatch(name -> name.startsWith("aside-"));
    isWhole(expected);
    pool.close();
    assertThat(repair()).isEmpty();
  }

  @Test
  void aBlockThatIsShownAndCountsAsDeadLivesAgain() throws Exception {
    makeYoungPool();
    Map<String, byte[]> expected = contents();
    pool.close();
    Superblock superblock = Superblock.read(storage);
    CheckpointFiles files =
        new CheckpointFiles(storage, superblock.poolHigh(), superblock.poolLow());
    CheckpointFiles.Found found = files.read();
    Checkpoint sound = found.checkpoint();
    List<Checkpoint.Slot> slots =
        sound.slots().stream()
            .map(slot ->
                slot.slot() == 0
                    ? new Checkpoint.Slot(0, slot.segment(), new long[slot.bits().length])
                    : slot)
            .toList();
    files.write(
        new Checkpoint(
            sound.number() + 1,
            sound.position(),
            sound.nextSegment(),
            slots,
            sound.names(),
            sound.versions(),
            sound.work()),
        found.usage());
    assertThat(repair())
        .hasSize(1)
        .allMatch(s -> s.endsWith(" blocks counted as dead that something shows, and live again"));
    isWhole(expected);
  }

  /** Writes over and over, so that segments are freed and used again. */
  private void makeOldPool() throws Exception {
    makeYoungPool();
    for (int round = 0; round < 40; round++) {
      write(new VolumeId(1), 100);
      while (pool.maintain()) {
        // As the keeper does.
      }
    }
    assertThat(pool.stats().cleanedBytes() + pool.stats().checkpointLsn().value()).isPositive();
  }

  @Test
  void aLogThatLacksRecordsIsNotTakenForAWholeOneAndNothingIsChanged() throws Exception {
    makeOldPool();
    pool.abandon();
    damage("checkpoint-", "");
    Map<String, byte[]> before = storage.copy();
    assertThatThrownBy(this::repair)
        .isInstanceOf(PoolFormatException.class)
        .hasMessageContaining("nothing was changed, since the log");
    Map<String, byte[]> after = storage.copy();
    // The superblock says at every opening that there was one.
    before.remove("pool");
    after.remove("pool");
    assertThat(after.keySet()).isEqualTo(before.keySet());
    after.forEach(
        (name, bytes) -> assertThat(Arrays.equals(bytes, before.get(name))).as(name).isTrue());
  }

  @Test
  void lostPagesOfAnOldPoolStayLostAndThePoolStaysAsItIs() throws Exception {
    makeOldPool();
    pool.close();
    damage("nodes-", "");
    List<String> done = repair();
    assertThat(done)
        .anyMatch(s -> s.startsWith("the lost pages of the maps stay lost, since the log"));
    assertThat(storage.names()).noneMatch(name -> name.startsWith("aside-"));
    open();
    assertThat(pool.volumes()).hasSize(2);
    assertThat(pool.inspect()).isNotEmpty();
  }

  @Test
  void aLogOfWhichOneSegmentIsLostIsNotTakenForAWholeOne() throws Exception {
    makeYoungPool();
    pool.abandon();
    damage("checkpoint-", "");
    List<String> segments = new ArrayList<>(storage.names());
    segments.removeIf(name -> !name.startsWith("segment-"));
    Arrays.fill(storage.contents(segments.get(1)), (byte) 0);
    assertThatThrownBy(this::repair)
        .isInstanceOf(PoolFormatException.class)
        .hasMessageContaining("nothing was changed, since the log does not tell all");
  }
}
