package dev.stillpoint.engine.map;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillpoint.engine.space.Geometry;
import dev.stillpoint.engine.space.Segments;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The map against a plain sorted map, with sharing, deletion and relocation at random. */
class ExtentMapTest {
  private static final long SPACE = 5000;

  private final Segments segments = segmentsInUse();

  private static Segments segmentsInUse() {
    Segments segments = new Segments(new Geometry(16, 64));
    for (int slot = 0; slot < 64; slot++) {
      segments.prepared(slot);
      segments.activate(slot, slot);
      segments.close(slot);
    }
    return segments;
  }

  private final Releases releases = new Releases(segments);

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void agreesWithASortedMapWhateverIsSharedMeanwhile(long seed) {
    Random random = new Random(seed);
    ExtentMap head = new ExtentMap(segments);
    TreeMap<Long, Long> expected = new TreeMap<>();
    List<ExtentMap> shares = new ArrayList<>();
    List<TreeMap<Long, Long>> expectedShares = new ArrayList<>();
    long nextLocation = 0;
    int longest = seed % 2 == 0 ? 4 : 200;
    for (int step = 0; step < 20_000; step++) {
      long first = random.nextLong(SPACE);
      int count = 1 + random.nextInt((int) Math.min(longest, SPACE - first));
      int kind = random.nextInt(100);
      if (kind < 80) {
        if ((nextLocation & 0xFFFF) + count > 0x10000) {
          nextLocation = (nextLocation | 0xFFFF) + 1;
        }
        if (nextLocation + count >= 60L << 16) {
          break;
        }
        head.put(first, count, nextLocation);
        for (int i = 0; i < count; i++) {
          expected.put(first + i, nextLocation + i);
        }
        nextLocation += count + random.nextInt(2);
      } else if (kind < 88) {
        head.remove(first, count);
        expected.subMap(first, first + count).clear();
      } else if (kind < 96) {
        head.putZeros(first, count);
        for (int i = 0; i < count; i++) {
          expected.put(first + i, ExtentMap.ZERO);
        }
      } else if (kind < 98) {
        shares.add(head.share());
        expectedShares.add(new TreeMap<>(expected));
      } else if (!shares.isEmpty()) {
        int gone = random.nextInt(shares.size());
        shares.remove(gone).drop(releases);
        expectedShares.remove(gone);
      }
      if (step % 2000 == 0) {
        releases.step(random.nextInt(50));
      }
    }
    assertSame(head, expected);
    for (int i = 0; i < shares.size(); i++) {
      assertSame(shares.get(i), expectedShares.get(i));
      assertChanged(head, expected, shares.get(i), expectedShares.get(i), random);
      assertChanged(shares.get(i), expectedShares.get(i), head, expected, random);
    }
    assertThat(head.dataBlocks())
        .isEqualTo(expected.values().stream().filter(v -> v != ExtentMap.ZERO).count());
    while (releases.step(100)) {
      assertThat(releases.isEmpty()).isIn(true, false);
    }
    assertLive(head, shares);
  }

  private static void assertSame(ExtentMap map, SortedMap<Long, Long> expected) {
    TreeMap<Long, Long> found = new TreeMap<>();
    map.visit(
        0,
        SPACE,
        (block, count, location) -> {
          for (int i = 0; i < count; i++) {
            found.put(block + i, location == ExtentMap.ZERO ? location : location + i);
          }
        });
    assertThat(found).isEqualTo(expected);
    for (long block = 0; block < SPACE; block += 7) {
      assertThat(map.locate(block)).isEqualTo(expected.getOrDefault(block, ExtentMap.HOLE));
    }
  }

  /** Counted over the whole, in two parts that begin anywhere. */
  private static void assertChanged(
      ExtentMap map,
      Map<Long, Long> content,
      ExtentMap since,
      Map<Long, Long> before,
      Random random) {
    long part = random.nextLong(SPACE);
    assertThat(map.changed(since, 0, part) + map.changed(since, part, SPACE - part))
        .isEqualTo(
            content.entrySet().stream()
                .filter(entry -> entry.getValue() != ExtentMap.ZERO)
                .filter(entry -> !entry.getValue().equals(before.get(entry.getKey())))
                .count());
  }

  private void assertLive(ExtentMap head, List<ExtentMap> shares) {
    Map<Long, Boolean> reached = new HashMap<>();
    List<ExtentMap> all = new ArrayList<>(shares);
    all.add(head);
    for (ExtentMap map : all) {
      map.visit(
          0,
          SPACE,
          (_, count, location) -> {
            for (int i = 0; i < count && location != ExtentMap.ZERO; i++) {
              reached.put(location + i, true);
            }
          });
    }
    assertThat(segments.liveBlocks()).isEqualTo(reached.size());
  }

  @Test
  void relocationReachesEverySharerAndChangesNothingElse() {
    ExtentMap head = new ExtentMap(segments);
    for (int i = 0; i < 1000; i++) {
      head.put(i, 1, 2L * i);
    }
    ExtentMap share = head.share();
    head.put(10, 1, 5000);
    Walks walks = new Walks();
    walks.begin();
    walks.relocate(head.root(), 10, 1, 20, 6000, segments);
    walks.relocate(share.root(), 10, 1, 20, 6000, segments);
    walks.begin();
    walks.relocate(head.root(), 500, 1, 1000, 7000, segments);
    walks.relocate(share.root(), 500, 1, 1000, 7000, segments);
    assertThat(head.locate(10)).isEqualTo(5000);
    assertThat(share.locate(10)).isEqualTo(6000);
    assertThat(head.locate(500)).isEqualTo(7000);
    assertThat(share.locate(500)).isEqualTo(7000);
    assertThat(segments.isLive(20)).isFalse();
    assertThat(segments.isLive(1000)).isFalse();
    assertThat(segments.liveBlocks()).isEqualTo(1001);
  }

  @Test
  void aSequentialDiskTakesFewNodesHoweverOftenItIsRewritten() {
    ExtentMap head = new ExtentMap(segments);
    Random random = new Random(5);
    long location = 0;
    for (int i = 0; i < 20_000; i++) {
      head.put(random.nextInt(20_000), 1, location++);
    }
    for (int first = 0; first < 20_000; first += 200) {
      head.put(first, 200, location);
      location += 201;
    }
    Walks walks = new Walks();
    walks.begin();
    int[] entries = {0};
    walks.extents(head.root(), (_, _, _) -> entries[0]++);
    assertThat(entries[0]).isBetween(100, 400);
  }
}
