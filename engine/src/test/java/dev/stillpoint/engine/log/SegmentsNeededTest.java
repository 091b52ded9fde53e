package dev.stillpoint.engine.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillpoint.engine.Proves;
import org.junit.jupiter.api.Test;

/** Against an append that is played through, batch by batch. */
class SegmentsNeededTest {
  private static int played(int blocks, int most, int logBlocks) {
    int segments = 0;
    int used = logBlocks;
    int left = blocks;
    while (left >= 0) {
      int batch = 1 + Math.min(left, most);
      if (used + batch > logBlocks) {
        segments++;
        used = 0;
      }
      used += batch;
      left = left == 0 ? -1 : left - Math.min(left, most);
    }
    return segments;
  }

  @Test
  @Proves("engine/9")
  void isNeitherLessNorMoreThanIsUsed() {
    for (int logBlocks = 5; logBlocks < 40; logBlocks++) {
      for (int most = 1; most < logBlocks; most++) {
        for (int blocks = 0; blocks < 120; blocks++) {
          assertThat(SegmentsNeeded.of(blocks, most, 1, logBlocks))
              .as(blocks + " blocks, " + most + " a record, " + logBlocks + " a segment")
              .isEqualTo(played(blocks, most, logBlocks));
        }
      }
    }
  }

  @Test
  void aRecordWithoutPayloadNeedsOneSegmentAlsoWhereThatHoldsButOneFullRecord() {
    assertThat(SegmentsNeeded.of(0, 28, 1, 29)).isEqualTo(1);
  }
}
