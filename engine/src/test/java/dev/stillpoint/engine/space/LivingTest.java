package dev.stillpoint.engine.space;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillpoint.engine.Proves;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A log with a cleaner and no maps at all, against the list of where each block stands. */
class LivingTest {
  private static final int SLOTS = 12;

  private final Geometry geometry = new Geometry(5, SLOTS);
  private final Segments segments = new Segments(geometry);
  private final LiveBits bits = new LiveBits(geometry);
  private final OrderedRelocations relocations = new OrderedRelocations();
  private final Living<RuntimeException> living = new Living<>(segments, bits, relocations);
  private final Random random = new Random(21);

  /** Identity to place, of all that live. */
  private final TreeMap<Long, Long> model = new TreeMap<>();

  /** Place to identity, as block tables say it. */
  private final Map<Long, Long> tables = new HashMap<>();

  private int slot = -1;
  private long segment;
  private int next;

  /** Room for a run in the active segment. */
  private long append(int count) {
    if (slot < 0 || next + count > geometry.logBlocks()) {
      if (slot >= 0) {
        segments.close(slot);
      }
      slot = segments.any(Segments.State.FREE);
      segments.activate(slot, ++segment);
      next = 0;
    }
    next += count;
    return geometry.location(segment, next - count);
  }

  private void write() {
    int count = random.nextInt(1, 6);
    long location = append(count);
    living.born(location, count);
    for (int i = 0; i < count; i++) {
      model.put(location + i, location + i);
      tables.put(location + i, location + i);
    }
  }

  private void overwriteSome() {
    Long first = model.ceilingKey(random.nextLong(segment + 1) << geometry.shift());
    if (first != null) {
      int count = random.nextInt(1, 8);
      living.died(first, count);
      if (random.nextInt(4) == 0) {
        living.died(first, count);
      }
      model.subMap(first, first + count).clear();
    }
  }

  private void clean() {
    int victim = -1;
    for (int each = 0; each < SLOTS; each++) {
      boolean closed = segments.state(each) == Segments.State.CLOSED;
      if (closed && (victim < 0 || bits.count(each) < bits.count(victim))) {
        victim = each;
      }
    }
    if (victim < 0) {
      return;
    }
    long first = geometry.location(segments.sequence(victim), 0);
    int end = geometry.logBlocks();
    for (int at = bits.nextLive(victim, 0, end); at < end; ) {
      int stop = bits.nextDead(victim, at, end);
      int count = 1;
      long identity = tables.get(first + at);
      while (at + count < stop && tables.get(first + at + count) == identity + count) {
        count++;
      }
      move(identity, count, first + at);
      at = bits.nextLive(victim, at + count, end);
    }
    assertThat(bits.count(victim)).isZero();
    segments.free(victim);
    bits.reset(victim);
  }

  private void move(long identity, int count, long from) {
    long to = append(count);
    boolean someDieMeanwhile = random.nextInt(3) == 0;
    if (someDieMeanwhile) {
      living.died(identity, 1);
      model.remove(identity);
    }
    assertThat(living.moved(identity, count, from, to))
        .isEqualTo(count - (someDieMeanwhile ? 1 : 0));
    assertThat(living.moved(identity, count, from, to)).as("told twice").isZero();
    for (int i = 0; i < count; i++) {
      tables.put(to + i, identity + i);
      model.computeIfPresent(identity + i, placedAt(to + i));
    }
  }

  private static java.util.function.BiFunction<Long, Long, Long> placedAt(long place) {
    return (_, _) -> place;
  }

  @Test
  @Proves("engine/8")
  void everyLivingBlockIsFoundWhereItStandsAndNothingElseTakesRoom() {
    for (int each = 0; each < SLOTS; each++) {
      segments.prepared(each);
    }
    int moved = 0;
    for (int i = 0; i < 20_000; i++) {
      if (segments.count(Segments.State.FREE) < 3 || random.nextInt(30) == 0) {
        clean();
      } else if (model.size() > 120 || random.nextInt(3) == 0) {
        overwriteSome();
      } else {
        write();
      }
      moved = Math.max(moved, relocations.size());
      assertThat(bits.total()).isEqualTo(model.size());
      if (!model.isEmpty()) {
        long from = model.firstKey();
        long to = model.ceilingKey(from + random.nextInt(40) + 1) == null ? from : from + 5;
        living.find(
            from,
            (int) (to - from) + 1,
            (identity, count, place) -> {
              for (int each = 0; each < count; each++) {
                if (model.containsKey(identity + each)) {
                  assertThat(place + each).isEqualTo(model.get(identity + each));
                }
              }
            });
      }
    }
    long away = model.entrySet().stream().filter(e -> !e.getKey().equals(e.getValue())).count();
    assertThat(relocations.size())
        .as("an entry for each moved block that lives")
        .isEqualTo((int) away);
    assertThat(moved).isGreaterThan(20);
    assertThat(segment).isGreaterThan(100);
  }
}
