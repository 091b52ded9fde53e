package dev.stillpoint.engine.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillpoint.engine.format.Layout;
import java.lang.foreign.MemorySegment;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What is kept of what is written and of what is read. */
class BlockCacheTest {
  /** The smallest cache there is. */
  private static final int BLOCKS = 256;

  private final BlockCache cache = new BlockCache(0);
  private final MemorySegment block = MemorySegment.ofArray(new byte[Layout.BLOCK_BYTES]);
  private final MemorySegment copy = MemorySegment.ofArray(new byte[Layout.BLOCK_BYTES]);

  private boolean has(long key) {
    return cache.get(key, 0, copy, 0, Layout.BLOCK_BYTES);
  }

  private long kept(long from, long end) {
    return LongStream.range(from, end).filter(this::has).count();
  }

  @Test
  void whatIsReadIsKeptWhileThereIsRoom() {
    block.fill((byte) 7);

    cache.offer(5, block, 0);

    assertThat(has(5)).isTrue();
    assertThat(copy.mismatch(block)).isEqualTo(-1);
    assertThat(has(6)).isFalse();
  }

  @Test
  void whatIsWrittenIsAlwaysKept() {
    for (long key = 1; key <= 10 * BLOCKS; key++) {
      cache.put(key, block, 0);
      assertThat(has(key)).isTrue();
    }
  }

  @Test
  void aFullCacheChangesLittleWhenMoreIsReadThanItHolds() {
    for (long key = 1; key <= 10 * BLOCKS; key++) {
      cache.put(key, block, 0);
    }
    long end = 10 * BLOCKS + 1L;
    long before = kept(1, end);

    for (long key = end; key < end + BLOCKS; key++) {
      cache.offer(key, block, 0);
    }

    assertThat(kept(end, end + BLOCKS)).isBetween(1L, BLOCKS / 4L);
    assertThat(kept(1, end)).isGreaterThan(before * 3 / 4);
  }

  @Test
  void whatIsReadAgainAndAgainIsKeptInTheEnd() {
    for (long key = 1; key <= 10 * BLOCKS; key++) {
      cache.put(key, block, 0);
    }
    long hot = 10 * BLOCKS + 1L;

    for (int i = 0; i < 8; i++) {
      cache.offer(hot, block, 0);
    }

    assertThat(has(hot)).isTrue();
  }
}
