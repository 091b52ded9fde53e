package dev.stillpoint.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillpoint.engine.io.StorageFile;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** The simulated disk keeps the promises of a disk, and none beyond them. */
class SimStorageTest {
  private static final int BLOCK = 4096;

  private static MemorySegment block(int value) {
    return blocks(1, value);
  }

  private static MemorySegment blocks(int count, int value) {
    return Arena.ofAuto().allocate((long) count * BLOCK, BLOCK).fill((byte) value);
  }

  private static byte[] read(SimStorage storage, String name, long position) throws IOException {
    MemorySegment memory = block(0);
    try (StorageFile file = storage.open(name)) {
      file.read(position, memory);
    }
    return memory.toArray(ValueLayout.JAVA_BYTE);
  }

  @Test
  void readsShowWhatWasWrittenSyncedOrNot() throws IOException {
    SimStorage storage = SimStorage.empty(new SplittableRandom(1));
    StorageFile file = storage.create("a", 16 * BLOCK);
    file.write(BLOCK, blocks(3, 1));
    file.sync();
    file.write(2 * BLOCK, block(2));
    assertThat(read(storage, "a", BLOCK)).containsOnly(1);
    assertThat(read(storage, "a", 2 * BLOCK)).containsOnly(2);
    assertThat(read(storage, "a", 3 * BLOCK)).containsOnly(1);
  }

  @Test
  void whatASyncLeftBehindNeverCoversWhatWasSyncedLater() throws IOException {
    for (int seed = 0; seed < 50; seed++) {
      SimStorage storage = SimStorage.empty(new SplittableRandom(seed));
      StorageFile file = storage.create("a", 4 * BLOCK);
      storage.lieAboutSyncs(write -> write.ordinal() == 0);
      file.write(0, blocks(3, 1));
      file.sync();
      file.write(BLOCK, block(2));
      file.sync();
      assertThat(storage.unsynced()).extracting(UnsyncedWrite::position).containsExactly(0L, 8192L);
      assertThat(read(storage, "a", BLOCK)).containsOnly(2);
      SimStorage found = storage.afterPowerCut(new SplittableRandom(seed));
      assertThat(read(found, "a", BLOCK)).containsOnly(2);
    }
  }

  @Test
  void syncedBytesSurviveEveryPowerCut() throws IOException {
    for (int seed = 0; seed < 200; seed++) {
      SimStorage storage = SimStorage.empty(new SplittableRandom(seed));
      StorageFile file = storage.create("a", 4 * BLOCK);
      file.write(0, block(1));
      file.sync();
      file.write(BLOCK, block(2));
      SimStorage after = storage.afterPowerCut(new SplittableRandom(seed));
      assertThat(read(after, "a", 0)).containsOnly(1);
      assertThat(after.unsynced()).isEmpty();
    }
  }

  @Test
  void eachSectorOfAnOverwrittenBlockIsFoundOldNewOrInBetween() throws IOException {
    Set<Integer> firstSectors = new HashSet<>();
    boolean mixed = false;
    for (int seed = 0; seed < 300; seed++) {
      SimStorage storage = SimStorage.empty(new SplittableRandom(seed));
      StorageFile file = storage.create("a", BLOCK);
      file.write(0, block(1));
      file.sync();
      file.write(0, block(2));
      file.write(0, block(3));
      byte[] found = read(storage.afterPowerCut(new SplittableRandom(seed)), "a", 0);
      firstSectors.add((int) found[0]);
      Set<Byte> values = new HashSet<>();
      for (int sector = 0; sector < BLOCK; sector += SimStorage.SECTOR_BYTES) {
        values.add(found[sector]);
        for (int i = 1; i < SimStorage.SECTOR_BYTES; i++) {
          assertThat(found[sector + i]).isEqualTo(found[sector]);
        }
      }
      mixed |= values.size() == 3;
    }
    assertThat(firstSectors).containsExactlyInAnyOrder(1, 2, 3);
    assertThat(mixed).isTrue();
  }

  @Test
  void aLaterWriteMaySurviveWithoutAnEarlierOneInAnotherFile() throws IOException {
    boolean later = false;
    for (int seed = 0; seed < 100; seed++) {
      SimStorage storage = SimStorage.empty(new SplittableRandom(seed));
      StorageFile first = storage.create("a", BLOCK);
      StorageFile second = storage.create("b", BLOCK);
      for (StorageFile file : List.of(first, second)) {
        file.write(0, block(9));
        file.sync();
      }
      first.write(0, block(1));
      second.write(0, block(2));
      SimStorage after = storage.afterPowerCut(new SplittableRandom(seed));
      later |= read(after, "a", 0)[0] == 9 && read(after, "b", 0)[0] == 2;
    }
    assertThat(later).isTrue();
  }

  @Test
  void thePowerGoesBeforeOrAfterTheChosenOperationAndStaysOff() throws IOException {
    for (SimStorage.Moment moment :
        List.of(SimStorage.Moment.BEFORE, SimStorage.Moment.MIDDLE, SimStorage.Moment.AFTER)) {
      SimStorage storage = SimStorage.empty(new SplittableRandom(1));
      StorageFile file = storage.create("a", BLOCK);
      file.write(0, block(1));
      file.sync();
      file.write(0, block(2));
      storage.cutPowerAt(1, moment);
      assertThatThrownBy(file::sync).isInstanceOf(PowerCut.class);
      assertThatThrownBy(() -> file.read(0, block(0))).isInstanceOf(PowerCut.class);
      assertThatThrownBy(storage::names).isInstanceOf(PowerCut.class);
      assertThat(storage.unsynced()).hasSize(moment == SimStorage.Moment.AFTER ? 0 : 1);
    }
  }

  @Test
  void aKilledProcessLeavesItsWritesButNotTheirDurability() throws IOException {
    SimStorage storage = SimStorage.empty(new SplittableRandom(1));
    StorageFile file = storage.create("a", BLOCK);
    file.write(0, block(1));
    SimStorage after = storage.afterKill();
    assertThat(read(after, "a", 0)).containsOnly(1);
    assertThat(after.unsynced()).hasSize(1);
    assertThatThrownBy(file::sync).isInstanceOf(PowerCut.class);
  }

  @Test
  void aWriteThatComesDuringASyncIsNotCoveredByIt() throws IOException {
    SimStorage storage = SimStorage.empty(new SplittableRandom(1));
    StorageFile file = storage.create("a", 2 * BLOCK);
    file.write(0, block(1));
    List<UnsyncedWrite> covered = new ArrayList<>();
    storage.onSync((_, unsynced) -> {
      covered.addAll(unsynced);
      try {
        file.write(BLOCK, block(2));
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    });
    file.sync();
    assertThat(covered).containsExactly(new UnsyncedWrite("a", 0, BLOCK, 0));
    assertThat(storage.unsynced()).containsExactly(new UnsyncedWrite("a", BLOCK, BLOCK, 1));
    assertThat(storage.syncCount()).isEqualTo(1);
  }

  @Test
  void aSlowSyncHoldsUpNobodyElse() throws Exception {
    SimStorage storage = SimStorage.empty(new SplittableRandom(1));
    StorageFile file = storage.create("a", 2 * BLOCK);
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    storage.onSync((_, _) -> {
      begun.countDown();
      try {
        assertThat(release.await(30, TimeUnit.SECONDS)).isTrue();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    });
    AtomicBoolean synced = new AtomicBoolean();
    Thread syncing =
        Thread.ofPlatform()
            .start(() -> {
              try {
                file.sync();
                synced.set(true);
              } catch (IOException e) {
                throw new AssertionError(e);
              }
            });
    assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
    file.write(0, block(1));
    assertThat(synced).isFalse();
    release.countDown();
    syncing.join();
    assertThat(synced).isTrue();
  }

  @Test
  void aFailedSyncLosesForGoodWhatReadersStillSee() throws IOException {
    boolean lost = false;
    for (int seed = 0; seed < 50; seed++) {
      SimStorage storage = SimStorage.empty(new SplittableRandom(seed));
      StorageFile file = storage.create("a", BLOCK);
      file.write(0, block(1));
      file.sync();
      file.write(0, block(2));
      storage.refuseSyncs(1);
      assertThatThrownBy(file::sync).isInstanceOf(IOException.class);
      file.sync();
      assertThat(read(storage, "a", 0)).containsOnly(2);
      lost |= read(storage.afterPowerCut(new SplittableRandom(seed)), "a", 0)[0] == 1;
    }
    assertThat(lost).isTrue();
  }

  @Test
  void refusalsAndLimitsAreErrorsAndNotCrashes() throws IOException {
    SimStorage storage = SimStorage.empty(new SplittableRandom(1));
    storage.limitTo(2 * BLOCK);
    StorageFile file = storage.create("a", 2 * BLOCK);
    assertThatThrownBy(() -> storage.create("b", BLOCK)).hasMessageContaining("no space");
    storage.refuseWrites(1);
    assertThatThrownBy(() -> file.write(0, block(1))).isInstanceOf(IOException.class);
    file.write(0, block(1));
    storage.refuseReads(1);
    assertThatThrownBy(() -> file.read(0, block(0))).isInstanceOf(IOException.class);
    assertThat(read(storage, "a", 0)).containsOnly(1);
    assertThat(storage.hasRefused()).isTrue();
    storage.delete("a");
    assertThat(storage.create("b", BLOCK).sizeBytes()).isEqualTo(BLOCK);
  }

  @Test
  void rotFlipsOneBit() throws IOException {
    SimStorage storage = SimStorage.empty(new SplittableRandom(1));
    StorageFile file = storage.create("a", BLOCK);
    file.write(0, block(0));
    file.sync();
    storage.rot("a", 77, 3);
    byte[] found = read(storage, "a", 0);
    assertThat(found[77]).isEqualTo((byte) 8);
    found[77] = 0;
    assertThat(found).containsOnly(0);
  }

  @Test
  void aDeletedFileMayComeBackAndANewOneMayHoldItsBytes() throws IOException {
    int back = 0;
    int inherited = 0;
    for (int seed = 0; seed < 100; seed++) {
      SimStorage storage = SimStorage.empty(new SplittableRandom(seed));
      StorageFile file = storage.create("a", BLOCK);
      file.write(0, block(7));
      file.sync();
      storage.delete("a");
      assertThat(storage.names()).isEmpty();
      storage.create("b", BLOCK);
      inherited += read(storage, "b", 0)[0] == 7 ? 1 : 0;
      SimStorage after = storage.afterPowerCut(new SplittableRandom(seed));
      assertThat(after.names()).contains("b");
      back += after.names().contains("a") ? 1 : 0;
    }
    assertThat(back).isBetween(10, 90);
    assertThat(inherited).isBetween(10, 90);
  }

  @Test
  void accessThatDirectInputCouldNotDoIsRefused() throws IOException {
    SimStorage storage = SimStorage.empty(new SplittableRandom(1));
    StorageFile file = storage.create("a", 2 * BLOCK);
    MemorySegment crooked = blocks(2, 0).asSlice(512, BLOCK);
    assertThatThrownBy(() -> file.write(0, crooked)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> file.write(512, block(0)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> file.read(0, block(0).asSlice(0, 512)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> file.write(2 * BLOCK, block(0))).isInstanceOf(IOException.class);
  }
}
