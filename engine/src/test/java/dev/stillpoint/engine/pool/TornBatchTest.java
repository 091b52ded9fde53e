package dev.stillpoint.engine.pool;

import static org.assertj.core.api.Assertions.assertThat;

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

/**
 * A batch that a power cut tore is lost, and stays lost, although the next cut tears what was
 * written over it and leaves the very sectors that it missed. Two things see to that: the header
 * and its copies behind the end are wiped before anything is appended, and the unused rest of a
 * header is different in every life.
 */
class TornBatchTest {
  private static final int BLOCK = 4096;
  private static final int SECTOR = 512;
  private static final String LOG = "segment-000000";
  private static final PoolOptions OPTIONS =
      new PoolOptions(1 << 20, 32 << 20, 8 << 20, 0, 8 << 20, true);

  /** Blocks of one batch: the header, two of payload, the copy of the header. */
  private static final int PAYLOAD_BLOCKS = 2;

  private static final int COPY = 1 + PAYLOAD_BLOCKS;

  private final MemoryStorage storage = new MemoryStorage();

  /** Block at which the log ends, in every life of these tests. */
  private int end;

  @BeforeEach
  void makeAPoolWithOneFlush() throws Exception {
    Pool.create(storage, OPTIONS, new Random(1));
    Pool pool = open(storage);
    pool.createVolume(new VolumeId(1), 16 * BLOCK);
    pool.abandon();
  }

  private static Pool open(MemoryStorage on) throws IOException {
    return Pool.open(on, OPTIONS, InstantSource.system(), null);
  }

  private static byte read(Pool pool, int block) throws BlockFault {
    byte[] found = new byte[BLOCK];
    pool.openVolume(new VolumeId(1)).read((long) block * BLOCK, MemorySegment.ofArray(found));
    return found[0];
  }

  /** One life: writes two blocks as one batch, and is cut before any sync. */
  private final class Cut {
    private final byte[] written;
    private final MemoryStorage left;

    Cut(MemoryStorage from, int first, int second) throws Exception {
      Pool pool = open(from);
      assertThat(read(pool, 0)).as("a batch that was lost").isZero();
      left = from.synced();
      BlockDevice disk = pool.openVolume(new VolumeId(1));
      for (int block = 0; block < PAYLOAD_BLOCKS; block++) {
        byte[] bytes = new byte[BLOCK];
        Arrays.fill(bytes, (byte) (block == 0 ? first : second));
        disk.write((long) block * BLOCK, MemorySegment.ofArray(bytes), Durability.VOLATILE);
      }
      pool.writeOut();
      pool.abandon();
      written = from.contents(LOG);
      end = firstDifference(written, left.contents(LOG)) / BLOCK;
    }

    /** These sectors of a block of the batch had reached the medium when the power went. */
    Cut keep(int block, int firstSector, int endSector) {
      int at = (end + block) * BLOCK + firstSector * SECTOR;
      int length = (endSector - firstSector) * SECTOR;
      System.arraycopy(written, at, left.contents(LOG), at, length);
      return this;
    }

    Cut keep(int block) {
      return keep(block, 0, BLOCK / SECTOR);
    }
  }

  private static int firstDifference(byte[] one, byte[] other) {
    return Arrays.mismatch(one, other);
  }

  private static void assertNothingIsBack(Cut cut) throws Exception {
    Pool pool = open(cut.left);
    assertThat(read(pool, 0)).isZero();
    assertThat(read(pool, 1)).isZero();
    pool.verify();
  }

  @Test
  @Proves("engine/3")
  void theRestOfAnotherHeaderDoesNotCompleteItsHeader() throws Exception {
    Cut first = new Cut(storage, 1, 2).keep(0, 0, 1).keep(1).keep(2);
    Cut second = new Cut(first.left, 3, 4).keep(0, 1, 8);
    assertNothingIsBack(second);
  }

  /** A copy of which one sector is left is none, and nobody wipes it. */
  @Test
  @Proves("engine/3")
  void theRestOfAnotherCopyDoesNotCompleteItsCopy() throws Exception {
    Cut first = new Cut(storage, 1, 2).keep(1).keep(2).keep(COPY, 0, 1);
    Cut second = new Cut(first.left, 3, 4).keep(COPY, 1, 8);
    assertNothingIsBack(second);
  }

  /** The client writes the second block once more as it was; the first one is another now. */
  @Test
  @Proves("engine/3")
  void thePayloadThatItMissedDoesNotCompleteIt() throws Exception {
    Cut first = new Cut(storage, 1, 2).keep(0).keep(1).keep(COPY);
    Cut second = new Cut(first.left, 3, 2).keep(2);
    assertNothingIsBack(second);
  }

  @Test
  @Proves("engine/3")
  void thePayloadThatItMissedDoesNotCompleteItThroughItsCopy() throws Exception {
    Cut first = new Cut(storage, 1, 2).keep(1).keep(COPY);
    Cut second = new Cut(first.left, 3, 2).keep(2);
    assertNothingIsBack(second);
  }
}
