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

  @Test
  void whatNodesElsewhereTakeIsMissingHereButForAPart() {
    int each = new Leaf(4).heapBytes();
    NodeCache cache = new NodeCache(80L * each);
    for (long key = 1; key <= 80; key++) {
      cache.put(key, new Leaf(4));
    }
    assertThat(cache.size()).isEqualTo(80);
    for (int taken = 1; taken <= 200; taken++) {
      cache.elsewhere((long) taken * each);
      assertThat(cache.shrink(1)).isFalse();
      assertThat(cache.size()).isEqualTo(Math.max(80 - taken, 10));
    }
    cache.elsewhere(0);
    assertThat(cache.shrink(1)).isFalse();
    for (long key = 101; key <= 180; key++) {
      cache.put(key, new Leaf(4));
    }
    assertThat(cache.size()).isEqualTo(80);
    cache.elsewhere(40L * each);
    assertThat(cache.size()).as("not in the middle of a change").isEqualTo(80);
    assertThat(cache.shrink(30)).as("not all at once").isTrue();
    assertThat(cache.size()).isEqualTo(50);
  }
}
