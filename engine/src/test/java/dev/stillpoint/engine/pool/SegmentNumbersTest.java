package dev.stillpoint.engine.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillpoint.block.BlockDevice;
import dev.stillpoint.block.Durability;
import dev.stillpoint.block.VolumeId;
import dev.stillpoint.engine.Proves;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.InstantSource;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A sequence number names one segment for ever, whatever a crash left of it. */
class SegmentNumbersTest {
  private static final int SEGMENT_BYTES = 256 << 10;
  private static final PoolOptions OPTIONS =
      new PoolOptions(SEGMENT_BYTES, 32 << 20, 8 << 20, 0, 64 << 20, true);

  /** Number of the segment that a file begins with, by the file's name. */
  private static Map<String, Long> numbers(MemoryStorage storage) {
    Map<String, Long> numbers = new TreeMap<>();
    storage
        .copy()
        .forEach((name, bytes) -> {
          long number = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(32);
          if (name.startsWith("segment-") && number != 0) {
            numbers.put(name, number);
          }
        });
    return numbers;
  }

  private static void fill(MemoryStorage storage, int writes) throws Exception {
    Pool pool = Pool.open(storage, OPTIONS, InstantSource.system(), null);
    if (pool.volumes().isEmpty()) {
      pool.createVolume(new VolumeId(1), 4 << 20);
    }
    try (BlockDevice disk = pool.openVolume(new VolumeId(1))) {
      for (int i = 0; i < writes; i++) {
        disk.write(i % 1024 * 4096L, MemorySegment.ofArray(new byte[4096]), Durability.VOLATILE);
      }
    }
    pool.writeOut();
    pool.abandon();
  }

  @Test
  @Proves("engine/3")
  void theNumberOfASegmentWhoseFirstBatchWasTornIsNotGivenAgain() throws Exception {
    MemoryStorage storage = new MemoryStorage();
    Pool.create(storage, OPTIONS, new Random(1));
    fill(storage, 300);
    Map<String, Long> before = numbers(storage);
    var newest = before.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow();
    MemoryStorage torn = storage.whole();
    ByteBuffer.wrap(torn.contents(newest.getKey())).put(new byte[SEGMENT_BYTES]);
    fill(torn, 300);
    assertThat(before).hasSizeGreaterThan(4);
    assertThat(numbers(torn)).hasSizeGreaterThan(before.size());
    assertThat(numbers(torn).values()).doesNotHaveDuplicates().doesNotContain(newest.getValue());
  }

  @Test
  @Proves("engine/3")
  void numbersOfSegmentsThatWereReplayedAreNotGivenAgain() throws Exception {
    MemoryStorage storage = new MemoryStorage();
    Pool.create(storage, OPTIONS, new Random(1));
    fill(storage, 900);
    Map<String, Long> before = numbers(storage);
    fill(storage, 300);
    Map<String, Long> after = numbers(storage);
    assertThat(before).hasSizeGreaterThan(12);
    assertThat(after).hasSizeGreaterThan(before.size());
    assertThat(after.values()).doesNotHaveDuplicates();
  }
}
