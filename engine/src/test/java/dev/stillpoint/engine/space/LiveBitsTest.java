package dev.stillpoint.engine.space;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillpoint.engine.Proves;
import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** One bit a block, against a set of bits that is counted anew each time. */
class LiveBitsTest {
  private static final int SLOTS = 9;

  private final Geometry geometry = new Geometry(8, SLOTS);
  private final LiveBits bits = new LiveBits(geometry);
  private final BitSet[] model = new BitSet[SLOTS];
  private final Random random = new Random(11);

  private void agrees() {
    long total = 0;
    for (int slot = 0; slot < SLOTS; slot++) {
      assertThat(bits.count(slot)).isEqualTo(model[slot].cardinality());
      total += model[slot].cardinality();
      int from = random.nextInt(256);
      int end = random.nextInt(from, 257);
      int live = model[slot].nextSetBit(from);
      assertThat(bits.nextLive(slot, from, end)).isEqualTo(live < 0 || live > end ? end : live);
      int dead = Math.min(end, model[slot].nextClearBit(from));
      assertThat(bits.nextDead(slot, from, end)).isEqualTo(dead);
    }
    assertThat(bits.total()).isEqualTo(total);
  }

  @Test
  @Proves("engine/8")
  void agreesWithASetOfBitsWhateverLivesAndDies() {
    for (int slot = 0; slot < SLOTS; slot++) {
      model[slot] = new BitSet();
    }
    for (int i = 0; i < 20_000; i++) {
      int slot = random.nextInt(SLOTS);
      int first = random.nextInt(256);
      int count = random.nextInt(1, Math.min(200, 257 - first));
      int before = model[slot].cardinality();
      switch (random.nextInt(12)) {
        case 0 -> {
          bits.reset(slot);
          model[slot].clear();
        }
        case 1 -> bits.restore(slot, bits.words(slot));
        case 2, 3, 4, 5, 6 -> {
          model[slot].set(first, first + count);
          int born = bits.set(slot, first, count);
          assertThat(born).isEqualTo(model[slot].cardinality() - before);
        }
        default -> {
          model[slot].clear(first, first + count);
          int died = bits.clear(slot, first, count);
          assertThat(died).isEqualTo(before - model[slot].cardinality());
        }
      }
      assertThat(bits.get(slot, first)).isEqualTo(model[slot].get(first));
      agrees();
    }
  }

  @Test
  void buryingABlockTwiceChangesNothing() {
    bits.set(3, 60, 10);
    assertThat(bits.clear(3, 64, 2)).isEqualTo(2);
    assertThat(bits.clear(3, 64, 2)).isZero();
    assertThat(bits.clear(4, 0, 256)).isZero();
    assertThat(bits.count(3)).isEqualTo(8);
  }

  @Test
  void saysWhichSlotsACheckpointHasToWrite() {
    bits.set(1, 0, 5);
    bits.set(7, 255, 1);
    assertThat(bits.takeChanged()).containsExactly(1, 7);
    assertThat(bits.takeChanged()).isEmpty();
    bits.set(1, 0, 5);
    bits.clear(7, 0, 200);
    assertThat(bits.takeChanged()).as("nothing changed by that").isEmpty();
    bits.clear(7, 255, 1);
    bits.reset(1);
    assertThat(bits.takeChanged()).containsExactly(1, 7);
    assertThat(bits.words(7)).isEmpty();
  }

  @Test
  void aSlotIsPutBackAsItWas() {
    bits.set(2, 3, 100);
    bits.set(2, 250, 6);
    LiveBits other = new LiveBits(geometry);
    other.restore(2, bits.words(2));
    assertThat(other.words(2)).isEqualTo(bits.words(2));
    assertThat(other.count(2)).isEqualTo(106);
    assertThat(other.total()).isEqualTo(106);
    assertThat(other.takeChanged()).isEmpty();
  }
}
