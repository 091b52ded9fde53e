package dev.stillpoint.engine.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillpoint.block.BlockFault;
import dev.stillpoint.engine.map.ChangedWalk;
import dev.stillpoint.engine.map.ExtentMap;
import dev.stillpoint.engine.map.Nodes;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What maps answer, step by step. */
final class Answers {
  private Answers() {}

  /** Where each block of a version stands that was written. */
  static Map<Long, Long> content(Nodes nodes, Version version, long blocks) throws IOException {
    Map<Long, Long> found = new TreeMap<>();
    ask(
        nodes,
        () -> {
          found.clear();
          version
              .map()
              .visit(
                  0,
                  blocks,
                  (block, count, location) -> {
                    for (long i = 0; i < count; i++) {
                      found.put(block + i, location == ExtentMap.ZERO ? location : location + i);
                    }
                    return true;
                  });
          return null;
        });
    return found;
  }

  /** Compares what differs between two versions with their contents. */
  static void changed(
      Nodes nodes,
      Version one,
      Version other,
      Map<Version, ? extends Map<Long, Long>> contents,
      String world)
      throws IOException {
    ChangedWalk walk = new ChangedWalk(nodes, one.map(), other.map());
    while (ask(nodes, () -> walk.step(3))) {
      assertThat(walk.blocks()).isNotNegative();
    }
    long expected =
        contents.get(one).entrySet().stream()
            .filter(entry -> entry.getValue() != ExtentMap.ZERO)
            .filter(entry -> !entry.getValue().equals(contents.get(other).get(entry.getKey())))
            .count();
    assertThat(walk.blocks()).as("%s", world).isEqualTo(expected);
  }

  /** Blocks that would be freed with some images. */
  static long freed(Nodes nodes, Versions versions, Set<Version> images) throws IOException {
    FreedCount count = new FreedCount(nodes, versions, images);
    boolean more = true;
    while (more) {
      more =
          ask(
              nodes,
              () -> {
                try {
                  return count.step(2);
                } catch (BlockFault.NotFound e) {
                  throw new AssertionError(e);
                }
              });
    }
    return count.blocks();
  }

  private static <T> T ask(Nodes nodes, Question<T> question) throws IOException {
    return question.ask(nodes);
  }
}
