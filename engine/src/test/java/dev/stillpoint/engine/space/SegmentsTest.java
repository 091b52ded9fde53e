package dev.stillpoint.engine.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillpoint.block.Invariant;
import dev.stillpoint.engine.Proves;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Segments and the slots that they stand in. */
class SegmentsTest {
  private final Geometry geometry = new Geometry(5, 8);
  private final Segments segments = new Segments(geometry);

  private void comeAndGo(int slot, long segment) {
    segments.activate(slot, segment);
    segments.close(slot);
    segments.free(slot);
  }

  @Test
  @Proves("engine/8")
  void whatStoodInASlotIsNotTakenForWhatStandsThereNow() {
    segments.prepared(3);
    segments.activate(3, 7);
    long former = geometry.location(7, 2);
    segments.bits().set(3, 2, 1);
    segments.bits().clear(3, 2, 1);
    segments.close(3);
    segments.free(3);
    assertThat(segments.resident(former)).isFalse();
    assertThat(segments.isLive(former)).isFalse();
    segments.activate(3, 8);
    long present = geometry.location(8, 2);
    segments.bits().set(3, 2, 1);
    assertThat(segments.slotOf(present)).isEqualTo(3);
    assertThat(segments.isLive(present)).isTrue();
    assertThat(segments.slotOf(former)).isEqualTo(-1);
    assertThat(segments.isLive(former)).isFalse();
  }

  @Test
  void noTwoSlotsHoldTheSameSegment() {
    segments.prepared(0);
    segments.prepared(1);
    segments.activate(0, 9);
    assertThatThrownBy(() -> segments.activate(1, 9)).isInstanceOf(Invariant.Broken.class);
  }

  @Test
  void locationsAreInTheOrderOfTheLogWhateverTheSlots() {
    segments.prepared(5);
    comeAndGo(5, 1);
    segments.prepared(2);
    segments.activate(2, 2);
    assertThat(geometry.location(2, 0)).isGreaterThan(geometry.location(1, 31));
    assertThat(geometry.segment(geometry.location(2, 17))).isEqualTo(2);
    assertThat(geometry.block(geometry.location(2, 17))).isEqualTo(17);
  }

  @Test
  void aSlotIsFoundByItsSegmentHoweverManyCameAndWent() {
    Random random = new Random(5);
    SlotIndex index = new SlotIndex(40);
    Map<Long, Integer> expected = new HashMap<>();
    List<Long> present = new ArrayList<>();
    long next = 1;
    for (int i = 0; i < 20_000; i++) {
      if (present.size() < 40 && (present.isEmpty() || random.nextBoolean())) {
        next += 1 + random.nextInt(3) * 64L;
        index.put(next, i % 40);
        expected.put(next, i % 40);
        present.add(next);
      } else {
        long gone = present.remove(random.nextInt(present.size()));
        index.remove(gone);
        expected.remove(gone);
        assertThat(index.get(gone)).isEqualTo(-1);
      }
      for (long sequence : present) {
        assertThat(index.get(sequence)).isEqualTo(expected.get(sequence));
      }
    }
  }
}
