package dev.stillpoint.engine.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillpoint.block.BlockDevice;
import dev.stillpoint.block.BlockFault;
import dev.stillpoint.block.Durability;
import dev.stillpoint.block.VolumeId;
import dev.stillpoint.engine.Proves;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Memory that a process left: what of it is believed, and what is said when it is not. */
class LeftBufferTest {
  private static final int BLOCK = 4096;
  private static final String LOG = "segment-000000";
  private static final int EPOCH_AT = 24;
  private static final int PUBLISHED_AT = BLOCK;
  private static final PoolOptions OPTIONS =
      new PoolOptions(256 << 10, 32 << 20, 8 << 20, 0, 1 << 20, true);

  private final MemoryStorage storage = new MemoryStorage();
  private Pool pool;

  @BeforeEach
  void makeAPool() throws Exception {
    pool = made(storage, 1);
  }

  /** A pool whose process has answered nothing yet that is not durable. */
  private static Pool made(MemoryStorage on, int identity) throws IOException, BlockFault {
    Pool.create(on, OPTIONS, new Random(identity));
    Pool made = open(on);
    made.createVolume(new VolumeId(1), 64 * BLOCK);
    return made;
  }

  private static Pool open(MemoryStorage on) throws IOException {
    return Pool.open(on, OPTIONS, InstantSource.system(), null);
  }

  private static void write(Pool to, int value) throws BlockFault {
    byte[] bytes = new byte[BLOCK];
    Arrays.fill(bytes, (byte) value);
    try (BlockDevice disk = to.openVolume(new VolumeId(1))) {
      disk.write(0, MemorySegment.ofArray(bytes), Durability.VOLATILE);
    }
  }

  private static byte read(Pool from) throws BlockFault {
    byte[] found = new byte[BLOCK];
    from.openVolume(new VolumeId(1)).read(0, MemorySegment.ofArray(found));
    return found[0];
  }

  private static void assertNotBelieved(MemoryStorage left) throws Exception {
    Pool next = open(left);
    assertThat(read(next)).isZero();
    assertThat(next.answersLost()).isTrue();
    next.verify();
  }

  @Test
  @Proves("engine/3")
  void memoryOfAnotherPoolIsNotTakenUp() throws Exception {
    MemoryStorage other = new MemoryStorage();
    write(made(other, 2), 7);
    assertNotBelieved(storage.whole().withLastingMemoryOf(other));
  }

  /** The files were set back to an earlier copy: this life is no later one than that. */
  @Test
  @Proves("engine/3")
  void memoryOfALifeThatIsNoEarlierOneIsNotTakenUp() throws Exception {
    MemoryStorage earlier = storage.whole();
    pool.abandon();
    write(open(storage), 7);
    assertNotBelieved(earlier.withLastingMemoryOf(storage));
  }

  @Test
  void memoryWhoseHeadIsDamagedIsNotTakenUp() throws Exception {
    write(pool, 7);
    MemoryStorage killed = storage.killed();
    MemorySegment memory = killed.lastingMemory().orElseThrow();
    byte sound = memory.get(ValueLayout.JAVA_BYTE, EPOCH_AT);
    memory.set(ValueLayout.JAVA_BYTE, EPOCH_AT, (byte) (sound - 1));
    assertNotBelieved(killed);
  }

  /** Something was answered from there, and nobody knows what. */
  @Test
  void aFrameThatMakesNoSenseIsPassedOverAndSaidToBeLost() throws Exception {
    write(pool, 7);
    for (int tooMany : new int[] {5, 1}) {
      MemoryStorage killed = storage.killed();
      MemorySegment memory = killed.lastingMemory().orElseThrow();
      memory.set(ValueLayout.JAVA_BYTE, held(memory) + tooMany, (byte) 0x7F);
      assertNotBelieved(killed);
    }
  }

  /** Where the only frame that holds something says what it holds. */
  private static long held(MemorySegment memory) {
    long at = PUBLISHED_AT;
    while (memory.get(ValueLayout.JAVA_LONG, at) == 0) {
      at += 16;
    }
    return at;
  }

  /** Where the header of what is written next stands, and its copy, in blocks of the segment. */
  private static int firstDifference(byte[] one, byte[] other) {
    return Arrays.mismatch(one, other) / BLOCK;
  }

  @Test
  @Proves("engine/2")
  void aBatchThatWasTakenUpHasASecondHeaderLikeAnyOther() throws Exception {
    byte[] before = storage.contents(LOG).clone();
    write(pool, 7);
    MemoryStorage killed = storage.killed();
    Pool next = open(killed);
    assertThat(read(next)).isEqualTo((byte) 7);
    next.abandon();
    MemoryStorage damaged = killed.synced();
    int header = firstDifference(before, damaged.contents(LOG));
    Arrays.fill(damaged.contents(LOG), header * BLOCK, (header + 1) * BLOCK, (byte) 0);
    assertThat(read(open(damaged))).isEqualTo((byte) 7);
  }

  @Test
  void nothingIsLeftOfAPoolThatWasClosed() throws Exception {
    write(pool, 7);
    pool.close();
    assertThat(storage.lastingMemory()).isEmpty();
  }

  /** A frame is used again: what it held before must not be taken for what it is to hold. */
  @Test
  void nothingIsLeftOfWhatStandsInItsSegment() throws Exception {
    write(pool, 7);
    assertThat(published()).isNotZero();
    pool.writeOut();
    assertThat(published()).isZero();
  }

  private long published() {
    MemorySegment memory = storage.lastingMemory().orElseThrow();
    long any = 0;
    for (int frame = 0; frame < memory.get(ValueLayout.JAVA_INT, 32); frame++) {
      any |= memory.get(ValueLayout.JAVA_LONG, PUBLISHED_AT + 16L * frame);
    }
    return any;
  }
}
