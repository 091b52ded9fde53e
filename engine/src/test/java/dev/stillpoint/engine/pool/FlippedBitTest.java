package dev.stillpoint.engine.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillpoint.block.BlockDevice;
import dev.stillpoint.block.BlockFault;
import dev.stillpoint.block.Durability;
import dev.stillpoint.block.Freeze;
import dev.stillpoint.block.GroupId;
import dev.stillpoint.block.ImageId;
import dev.stillpoint.block.VolumeId;
import dev.stillpoint.engine.Proves;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
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

/**
 * One bit flips, anywhere in what is in use, and the pool was not closed. Everything that was
 * flushed must be there, or the read of the very block is refused; never less in silence, and never
 * the whole pool.
 */
@Timeout(300)
class FlippedBitTest {
  private static final Logger ENGINE_LOG = Logger.getLogger("stillpoint.engine");
  private static final PoolOptions OPTIONS =
      new PoolOptions(256 << 10, 32 << 20, 8 << 20, 0, 1 << 20, true);
  private static final VolumeId DISK = new VolumeId(1);
  private static final ImageId IMAGE = new ImageId(1);
  private static final int BLOCKS = 256;
  private static final int FLIPS = 200;

  private final byte[][] disk = new byte[BLOCKS][4096];
  private byte[][] image;

  @BeforeEach
  void silence() {
    ENGINE_LOG.setLevel(Level.OFF);
  }

  @AfterEach
  void listenAgain() {
    ENGINE_LOG.setLevel(null);
  }

  /** Writes with a flush now and then, a group in the middle, several segments, checkpoints. */
  private MemoryStorage written(Random random) throws Exception {
    MemoryStorage storage = new MemoryStorage();
    Pool.create(storage, OPTIONS, new Random(1));
    Pool pool = Pool.open(storage, OPTIONS, InstantSource.system(), null);
    pool.createVolume(DISK, BLOCKS * 4096L);
    try (BlockDevice device = pool.openVolume(DISK)) {
      for (int i = 0; i < 400; i++) {
        int block = random.nextInt(BLOCKS);
        random.nextBytes(disk[block]);
        device.write(block * 4096L, MemorySegment.ofArray(disk[block]), Durability.VOLATILE);
        if (i % 9 == 0) {
          device.flush();
        }
        if (i == 250) {
          pool.freeze(new GroupId(1), List.of(new Freeze(DISK, IMAGE)));
          image = Arrays.stream(disk).map(byte[]::clone).toArray(byte[][]::new);
        }
        if (i < 300) {
          pool.maintain();
        }
      }
      device.flush();
      pool.writeOut();
    }
    pool.abandon();
    return storage;
  }

  /** What one flip led to. */
  private enum Found {
    RIGHT_BYTES,
    REFUSED_BLOCKS,
    REFUSED_POOL,
    SILENT_LOSS
  }

  private Found look(MemoryStorage storage) throws BlockFault {
    Pool pool;
    try {
      pool = Pool.open(storage, OPTIONS, InstantSource.system(), null);
    } catch (IOException e) {
      return Found.REFUSED_POOL;
    }
    if (pool.volumes().size() != 1 || pool.images().size() != 1) {
      return Found.SILENT_LOSS;
    }
    List<Found> all = new ArrayList<>();
    try (BlockDevice device = pool.openVolume(DISK)) {
      all.add(compare(device, disk));
    }
    try (BlockDevice device = pool.openImage(IMAGE)) {
      all.add(compare(device, image));
    }
    return all.stream().max(Enum::compareTo).orElseThrow();
  }

  private static Found compare(BlockDevice device, byte[][] expected) throws BlockFault {
    MemorySegment bytes = MemorySegment.ofArray(new byte[4096]);
    int refused = 0;
    for (int i = 0; i < BLOCKS; i++) {
      try {
        device.read(i * 4096L, bytes);
        if (!Arrays.equals(bytes.toArray(ValueLayout.JAVA_BYTE), expected[i])) {
          return Found.SILENT_LOSS;
        }
      } catch (BlockFault.Corrupt e) {
        refused++;
      }
    }
    assertThat(refused).as("blocks that one bit costs").isLessThanOrEqualTo(1);
    return refused == 0 ? Found.RIGHT_BYTES : Found.REFUSED_BLOCKS;
  }

  /** Where the blocks begin that are not zeros: an empty part of a file is not in use. */
  private static List<Integer> inUse(byte[] file) {
    List<Integer> blocks = new ArrayList<>();
    byte[] zeros = new byte[4096];
    for (int at = 0; at < file.length; at += 4096) {
      if (!Arrays.equals(file, at, at + 4096, zeros, 0, 4096)) {
        blocks.add(at);
      }
    }
    return blocks;
  }

  @Test
  @Proves({"engine/2", "engine/7"})
  void noFlippedBitLosesAnythingInSilenceOrCostsThePool() throws Exception {
    MemoryStorage sound = written(new Random(7));
    assertThat(look(sound.whole())).isEqualTo(Found.RIGHT_BYTES);
    Map<String, List<Integer>> inUse = new TreeMap<>();
    sound.copy().forEach((name, bytes) -> inUse.put(name, inUse(bytes)));
    inUse.values().removeIf(List::isEmpty);
    // Every file gets its share, small ones too.
    List<String> names = List.copyOf(inUse.keySet());
    int[] found = new int[Found.values().length];
    for (int seed = 0; seed < FLIPS; seed++) {
      Random random = new Random(seed);
      MemoryStorage storage = sound.whole();
      String name = names.get(random.nextInt(names.size()));
      List<Integer> blocks = inUse.get(name);
      int at = blocks.get(random.nextInt(blocks.size())) + random.nextInt(4096);
      int bit = random.nextInt(8);
      storage.contents(name)[at] ^= (byte) (1 << bit);
      Found outcome = look(storage);
      found[outcome.ordinal()]++;
      assertThat(outcome)
          .as("seed %d: bit %d of byte %d of %s", seed, bit, at, name)
          .isIn(Found.RIGHT_BYTES, Found.REFUSED_BLOCKS);
    }
    assertThat(found[Found.RIGHT_BYTES.ordinal()]).isGreaterThan(FLIPS / 10);
    assertThat(found[Found.REFUSED_BLOCKS.ordinal()]).isGreaterThan(FLIPS / 10);
  }

  @Test
  @Proves("engine/2")
  void noFlippedBitOfTheSuperblockCostsThePoolHoweverOftenItWasOpened() throws Exception {
    MemoryStorage storage = written(new Random(8));
    for (int life = 0; life < 8; life++) {
      for (int copy = 0; copy < 2; copy++) {
        MemoryStorage flipped = storage.whole();
        flipped.contents("pool")[copy * 4096 + 40] ^= 1;
        assertThat(look(flipped)).isEqualTo(Found.RIGHT_BYTES);
        assertThat(look(flipped)).isEqualTo(Found.RIGHT_BYTES);
        flipped.contents("pool")[(1 - copy) * 4096 + 40] ^= 1;
        assertThat(look(flipped)).isEqualTo(Found.RIGHT_BYTES);
      }
      Pool pool = Pool.open(storage, OPTIONS, InstantSource.system(), null);
      try (BlockDevice device = pool.openVolume(DISK)) {
        device.write(0, MemorySegment.ofArray(disk[0]), Durability.DURABLE);
      }
      pool.abandon();
    }
  }
}
