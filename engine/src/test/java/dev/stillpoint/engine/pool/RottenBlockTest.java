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
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A block that lives has rotted in a segment that is nearly dead: the segment is emptied all the
 * same, and whoever asks for the block hears of it wherever it stands.
 */
class RottenBlockTest {
  private static final Logger ENGINE_LOG = Logger.getLogger("stillpoint.engine");
  private static final PoolOptions OPTIONS =
      new PoolOptions(256 << 10, 32 << 20, 8 << 20, 1 << 20, 1 << 20, true);
  private static final VolumeId DISK = new VolumeId(1);
  private static final int BLOCKS = 600;
  private static final int ROTTEN = 10;

  private final MemoryStorage storage = new MemoryStorage();
  private final byte[][] model = new byte[BLOCKS][4096];
  private long now = 1_000_000;
  private Pool pool;

  /** Of the first blocks only every tenth is left. */
  @BeforeEach
  void writeAndRot() throws Exception {
    ENGINE_LOG.setLevel(Level.OFF);
    Pool.create(storage, OPTIONS, new Random(1));
    pool = open(storage);
    pool.createVolume(DISK, BLOCKS * 4096L);
    for (int block = 0; block < BLOCKS; block++) {
      write(block, block);
    }
    for (int round = 1; round <= 2; round++) {
      for (int block = 0; block < BLOCKS; block++) {
        if (block % 10 != 0) {
          write(block, 1000 * round + block);
        }
      }
    }
    pool.close();
    rot(ROTTEN);
    pool = open(storage);
  }

  @AfterEach
  void listenAgain() {
    ENGINE_LOG.setLevel(null);
  }

  private InstantSource clock() {
    return () -> Instant.ofEpochMilli(now);
  }

  private Pool open(MemoryStorage from) throws IOException {
    return Pool.open(from, OPTIONS, clock(), null);
  }

  private void write(int block, int seed) throws BlockFault {
    new Random(seed).nextBytes(model[block]);
    try (BlockDevice device = pool.openVolume(DISK)) {
      device.write(block * 4096L, MemorySegment.ofArray(model[block]), Durability.VOLATILE);
    }
  }

  private void rot(int block) {
    int found = 0;
    for (String name : storage.names()) {
      byte[] file = storage.contents(name);
      for (int at = 0; name.startsWith("segment-") && at < file.length; at += 4096) {
        if (Arrays.equals(file, at, at + 4096, model[block], 0, 4096)) {
          file[at + 77] ^= 16;
          found++;
        }
      }
    }
    assertThat(found).isEqualTo(1);
  }

  private void cleanAll() throws BlockFault {
    for (int i = 0; i < 3000; i++) {
      pool.maintain();
      now += 10;
    }
  }

  private void requireAllButTheRottenOne() throws BlockFault {
    pool.verify();
    byte[] found = new byte[4096];
    try (BlockDevice device = pool.openVolume(DISK)) {
      // First, as long as the cache may hold what was just written.
      assertThatThrownBy(() -> device.read(ROTTEN * 4096L, MemorySegment.ofArray(found)))
          .isInstanceOf(BlockFault.Corrupt.class);
      for (int block = 0; block < BLOCKS; block++) {
        if (block != ROTTEN) {
          device.read(block * 4096L, MemorySegment.ofArray(found));
          assertThat(found).as("block %d", block).isEqualTo(model[block]);
        }
      }
    }
  }

  @Test
  @Proves({"engine/7", "engine/9"})
  void itsSegmentIsEmptiedAndItStaysLost() throws Exception {
    long before = pool.stats().logBytes();
    cleanAll();
    assertThat(pool.stats().stuckSegmentCount()).isZero();
    assertThat(pool.stats().logBytes()).isLessThan(before);
    assertThat(pool.stats().logBytes()).isLessThan(pool.stats().liveBytes() * 3 / 2 + (1 << 20));
    requireAllButTheRottenOne();
    assertThat(pool.inspect()).singleElement().asString().contains("lost its block " + ROTTEN);
    pool.abandon();
    pool = open(storage.killed());
    requireAllButTheRottenOne();
    pool.close();
  }

  @Test
  @Proves("engine/7")
  void scrubbingNamesWhoShowsItWhereverItWasMovedTo() throws Exception {
    requireScrubbingNamesTheDisk();
    cleanAll();
    requireScrubbingNamesTheDisk();
  }

  @Test
  @Proves("engine/7")
  void scrubbingNamesNothingThatThePoolKeepsForItself() throws Exception {
    pool.close();
    pool = Pool.open(storage, OPTIONS.withHistory(Duration.ofDays(1)), clock(), null);
    cleanAll();
    assertThat(pool.stats().history()).isPresent();
    requireScrubbingNamesTheDisk();
  }

  private void requireScrubbingNamesTheDisk() throws BlockFault {
    pool.writeOut();
    pool.scrubbing().startScrub();
    while (pool.scrub()) {
      // To its end.
    }
    assertThat(pool.scrubbing().scrubStatus().damages())
        .singleElement()
        .satisfies(damage -> {
          assertThat(damage.what()).startsWith("block " + ROTTEN + " ");
          assertThat(damage.volumes()).containsExactly(DISK);
          assertThat(damage.images()).isEmpty();
        });
  }

  @Test
  @Proves("engine/7")
  void nobodyReadsItFromTheWriteBuffer() throws Exception {
    for (int step = 0; pool.stats().corruptReadCount() == 0; step++) {
      assertThat(step).isLessThan(1000);
      pool.maintain();
      now += 10;
    }
    assertThat(pool.stats().bufferedBytes()).isPositive();
    requireAllButTheRottenOne();
    pool.writeOut();
    requireAllButTheRottenOne();
  }

  @Test
  void itMovesAgainAndStaysLost() throws Exception {
    cleanAll();
    for (int round = 0; round < 4; round++) {
      for (int block = 0; block < BLOCKS; block++) {
        if (block % 10 != 0) {
          write(block, 10_000 * (round + 2) + block);
        }
      }
      pool.checkpoint();
      cleanAll();
    }
    requireAllButTheRottenOne();
    pool.abandon();
    pool = open(storage.killed());
    requireAllButTheRottenOne();
    assertThat(pool.inspect()).hasSize(1);
  }

  @Test
  void whoWritesItAnewReadsItAgain() throws Exception {
    cleanAll();
    write(ROTTEN, 77);
    byte[] found = new byte[4096];
    try (BlockDevice device = pool.openVolume(DISK)) {
      device.read(ROTTEN * 4096L, MemorySegment.ofArray(found));
    }
    assertThat(found).isEqualTo(model[ROTTEN]);
    cleanAll();
    pool.verify();
    assertThat(pool.inspect()).isEqualTo(List.of());
  }

  @Test
  void whatTheMemoryStillHoldsIsNotLost() throws Exception {
    byte[] found = new byte[4096];
    try (BlockDevice device = pool.openVolume(DISK)) {
      device.read(0, MemorySegment.ofArray(found));
    }
    assertThat(found).isEqualTo(model[0]);
    rot(0);
    cleanAll();
    try (BlockDevice device = pool.openVolume(DISK)) {
      device.read(0, MemorySegment.ofArray(found));
    }
    assertThat(found).isEqualTo(model[0]);
  }
}
