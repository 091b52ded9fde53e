package dev.stillpoint.engine.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillpoint.block.BlockDevice;
import dev.stillpoint.block.BlockFault;
import dev.stillpoint.block.Durability;
import dev.stillpoint.block.VolumeId;
import dev.stillpoint.engine.checkpoint.PoolFormatException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a pool says of answers that nobody flushed, after each way to end. */
class LostAnswersTest {
  private static final PoolOptions OPTIONS =
      new PoolOptions(256 << 10, 32 << 20, 8 << 20, 0, 1 << 20, true);

  private final MemoryStorage storage = new MemoryStorage();

  @BeforeEach
  void createPool() throws Exception {
    Pool.create(storage, OPTIONS, new Random(1));
    try (Pool pool = open(storage, OPTIONS)) {
      pool.createVolume(new VolumeId(1), 1 << 20);
    }
  }

  private static Pool open(MemoryStorage storage, PoolOptions options) throws IOException {
    return Pool.open(storage, options, InstantSource.system(), null);
  }

  private static void write(Pool pool, int value) throws BlockFault {
    try (BlockDevice disk = pool.openVolume(new VolumeId(1))) {
      MemorySegment block = MemorySegment.ofArray(new byte[4096]);
      block.fill((byte) value);
      disk.write(0, block, Durability.VOLATILE);
    }
  }

  private static byte read(Pool pool) throws BlockFault {
    try (BlockDevice disk = pool.openVolume(new VolumeId(1))) {
      MemorySegment found = MemorySegment.ofArray(new byte[1]);
      disk.read(0, found);
      return found.get(ValueLayout.JAVA_BYTE, 0);
    }
  }

  @Test
  void aKilledProcessLostNone() throws Exception {
    write(open(storage, OPTIONS), 7);
    Pool next = open(storage.killed(), OPTIONS);
    assertThat(read(next)).isEqualTo((byte) 7);
    assertThat(next.answersLost()).isFalse();
  }

  @Test
  void aProcessThatIsKilledWhileItTakesTheBufferUpLosesNoneEither() throws Exception {
    write(open(storage, OPTIONS), 7);
    MemoryStorage dying = storage.killed();
    dying.beforeSync =
        () -> {
          if (dying.syncs.get() > 0) {
            throw new UncheckedIOException(new IOException("killed"));
          }
        };
    assertThatThrownBy(() -> open(dying, OPTIONS)).isInstanceOf(UncheckedIOException.class);
    Pool next = open(dying.killed(), OPTIONS);
    assertThat(read(next)).isEqualTo((byte) 7);
    assertThat(next.answersLost()).isFalse();
  }

  @Test
  void aMachineThatDiedMayHaveLostSomeUntilSomebodyTookNote() throws Exception {
    write(open(storage, OPTIONS), 7);
    MemoryStorage cut = storage.synced();
    Pool next = open(cut, OPTIONS);
    assertThat(next.answersLost()).isTrue();
    Pool again = open(cut.killed(), OPTIONS);
    assertThat(again.answersLost()).as("after a kill in between").isTrue();
    again.close();
    MemoryStorage closed = cut.killed();
    Pool afterClose = open(closed, OPTIONS);
    again = afterClose;
    assertThat(again.answersLost()).isTrue();
    again.noteLostAnswers();
    assertThat(again.answersLost()).isFalse();
    assertThat(open(closed.killed(), OPTIONS).answersLost()).isFalse();
  }

  @Test
  void aPoolThatWasClosedLostNone() throws Exception {
    Pool pool = open(storage, OPTIONS);
    write(pool, 7);
    pool.close();
    Pool next = open(storage.synced(), OPTIONS);
    assertThat(read(next)).isEqualTo((byte) 7);
    assertThat(next.answersLost()).isFalse();
  }

  @Test
  void norDidOneWhoseOpeningWasRefusedSince() throws Exception {
    Pool pool = open(storage, OPTIONS);
    write(pool, 7);
    pool.close();
    MemoryStorage closed = storage.synced();
    List<String> roots =
        closed.names().stream().filter(name -> name.startsWith("checkpoint-")).toList();
    for (String root : roots) {
      closed.rename(root, "hidden-" + root);
    }
    assertThatThrownBy(() -> open(closed, OPTIONS)).isInstanceOf(PoolFormatException.class);
    for (String root : roots) {
      closed.rename("hidden-" + root, root);
    }
    Pool next = open(closed, OPTIONS);
    assertThat(read(next)).isEqualTo((byte) 7);
    assertThat(next.answersLost()).isFalse();
  }

  @Test
  void withoutAWriteCacheThereIsNothingToLose() throws Exception {
    Pool pool = open(storage, OPTIONS.withWriteCache(false));
    write(pool, 7);
    Pool next = open(storage.synced(), OPTIONS);
    assertThat(read(next)).isEqualTo((byte) 7);
    assertThat(next.answersLost()).isFalse();
  }

  @Test
  void aBufferIsNotBelievedOnceASyncHadFailed() throws Exception {
    Pool pool = open(storage, OPTIONS);
    write(pool, 7);
    storage.beforeSync =
        () -> {
          throw new UncheckedIOException(new IOException("the medium is gone"));
        };
    assertThatThrownBy(() -> pool.openVolume(new VolumeId(1)).flush())
        .isInstanceOf(UncheckedIOException.class);
    assertThat(open(storage.killed(), OPTIONS).answersLost()).isTrue();
  }

  @Test
  void norOnceAWriteHadFailed() throws Exception {
    Pool pool = open(storage, OPTIONS);
    write(pool, 7);
    storage.refusesWrites = true;
    assertThatThrownBy(pool::writeOut).isInstanceOf(BlockFault.OutOfService.class);
    assertThat(open(storage.killed(), OPTIONS).answersLost()).isTrue();
  }

  @Test
  void aPoolThatIsLookedAtAnswersNoWrite() throws Exception {
    write(open(storage, OPTIONS), 7);
    MemoryStorage left = storage.killed();
    Pool looked = Pool.openToInspect(left, OPTIONS, InstantSource.system());
    assertThatThrownBy(() -> write(looked, 8)).isInstanceOf(BlockFault.ReadOnly.class);
    looked.close();
    Pool next = open(left, OPTIONS);
    assertThat(read(next)).isEqualTo((byte) 7);
    assertThat(next.answersLost()).isFalse();
  }
}
