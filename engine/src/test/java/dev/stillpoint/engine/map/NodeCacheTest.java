package dev.stillpoint.engine.map;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Whatever the cache still knows is what was put last, and it never knows more than it may. */
class NodeCacheTest {
  @Test
  void keepsWhatFitsAndNothingStale() {
    SplittableRandom random = new SplittableRandom(5);
    int each = new Leaf(4).heapBytes();
    NodeCache cache = new NodeCache(100L * each);
    Map<Long, Node> put = new HashMap<>();
    int found = 0;
    for (int i = 0; i < 50_000; i++) {
      long key = random.nextInt(1, 300) * 7L;
      switch (random.nextInt(4)) {
        case 0 -> {
          put.put(key, new Leaf(4));
          cache.put(key, put.get(key));
        }
        case 1 -> {
          put.remove(key);
          cache.remove(key);
        }
        default -> {
          Node node = cache.get(key);
          if (node != null) {
            found++;
            assertThat(node).isSameAs(put.get(key));
          }
        }
      }
      assertThat(cache.bytes()).isEqualTo((long) cache.size() * each);
      assertThat(cache.size()).isLessThanOrEqualTo(100);
    }
    assertThat(found).isGreaterThan(1000);
  }

  @Test
  void whatIsUsedStaysLongerThanWhatIsNot() {
    NodeCache cache = new NodeCache(50L * new Leaf(4).heapBytes());
    Leaf used = new Leaf(4);
    cache.put(1, used);
    for (long key = 2; key < 1000; key++) {
      cache.put(key, new Leaf(4));
      assertThat(cache.get(1)).isSameAs(used);
    }
  }
}
