package dev.stillpoint.engine.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillpoint.block.BlockDevice;
import dev.stillpoint.block.BlockFault;
import dev.stillpoint.block.Durability;
import dev.stillpoint.block.VolumeId;
import dev.stillpoint.engine.Proves;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the log continues with, and who can say that something of it is missing. */
class WitnessTest {
  private static final int BLOCK = 4096;
  private static final String LOG = "segment-000000";
  private static final PoolOptions OPTIONS =
      new PoolOptions(2 << 20, 32 << 20, 16 << 20, 0, 16 << 20, true);

  private final MemoryStorage storage = new MemoryStorage();
  private Pool pool;

  @BeforeEach
  void makeAPool() throws Exception {
    Pool.create(storage, OPTIONS, new Random(1));
    pool = open(storage);
    pool.createVolume(new VolumeId(1), 1024 * BLOCK);
  }

  private static Pool open(MemoryStorage on) throws IOException {
    return Pool.open(on, OPTIONS, InstantSource.system(), null);
  }

  private static void write(Pool to, int block, int count, int value) throws BlockFault {
    byte[] bytes = new byte[count * BLOCK];
    Arrays.fill(bytes, (byte) value);
    BlockDevice disk = to.openVolume(new VolumeId(1));
    disk.write((long) block * BLOCK, MemorySegment.ofArray(bytes), Durability.VOLATILE);
  }

  private static void flush(Pool of) throws BlockFault {
    of.openVolume(new VolumeId(1)).flush();
  }

  private static byte read(Pool from, int block) throws BlockFault {
    byte[] found = new byte[BLOCK];
    from.openVolume(new VolumeId(1)).read((long) block * BLOCK, MemorySegment.ofArray(found));
    return found[0];
  }

  /** Destroys the batches that a segment got since: headers, payload and copies. */
  private static void destroy(MemoryStorage damaged, byte[] before, byte[] after) {
    byte[] now = damaged.contents(LOG);
    for (int at = 0; at < now.length; at++) {
      if (before[at] != after[at]) {
        now[at] = 0;
      }
    }
  }

  private byte[] log() {
    return storage.contents(LOG).clone();
  }

  /** The next segment's first batch of a tail that was lost fits a later end by its LSN alone. */
  @Test
  @Proves("engine/3")
  void aSegmentOfALostTailDoesNotContinueAnotherLog() throws Exception {
    write(pool, 0, 200, 1);
    write(pool, 200, 200, 1);
    flush(pool);
    byte[] before = log();
    write(pool, 0, 1, 2);
    pool.writeOut();
    byte[] after = log();
    write(pool, 500, 200, 3);
    pool.writeOut();
    pool.abandon();
    MemoryStorage cut = storage.whole();
    destroy(cut, before, after);
    Pool second = open(cut);
    assertThat(read(second, 0)).isEqualTo((byte) 1);
    write(second, 0, 1, 4);
    flush(second);
    second.abandon();
    Pool third = open(cut.synced());
    assertThat(read(third, 0)).isEqualTo((byte) 4);
    assertThat(read(third, 500)).as("of the tail that was lost").isZero();
    third.verify();
  }

  /** Another machine went on with the pool, and it came back to a buffer of before. */
  @Test
  @Proves("engine/3")
  void aBatchInTheBufferThatFollowsAnotherOneIsNotTakenUp() throws Exception {
    MemoryStorage elsewhere = storage.synced();
    write(pool, 0, 200, 1);
    write(pool, 300, 100, 1);
    pool.abandon();
    Pool other = open(elsewhere);
    write(other, 0, 200, 2);
    flush(other);
    other.abandon();
    Pool back = open(elsewhere.synced().withLastingMemoryOf(storage));
    assertThat(read(back, 0)).isEqualTo((byte) 2);
    assertThat(read(back, 300)).as("of the batch behind the other one").isZero();
    assertThat(back.answersLost()).isTrue();
  }

  @Test
  @Proves("engine/2")
  void aBatchInTheBufferSaysThatOneInTheLogIsMissing() throws Exception {
    byte[] before = log();
    write(pool, 0, 1, 1);
    flush(pool);
    byte[] after = log();
    write(pool, 1, 60, 2);
    write(pool, 100, 230, 3);
    pool.abandon();
    MemoryStorage killed = storage.killed();
    destroy(killed, before, after);
    assertThatThrownBy(() -> open(killed))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("was durable");
  }

  /** The last record that was durable is the only one that is missing. */
  @Test
  @Proves("engine/2")
  void oneMissingRecordIsEnoughToBeTold() throws Exception {
    byte[] before = log();
    write(pool, 0, 1, 1);
    flush(pool);
    byte[] after = log();
    pool.writeOut();
    pool.abandon();
    MemoryStorage cut = storage.whole();
    destroy(cut, before, after);
    assertThatThrownBy(() -> open(cut))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("was durable");
  }
}
