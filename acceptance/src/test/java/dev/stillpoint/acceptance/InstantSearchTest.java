package dev.stillpoint.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillpoint.acceptance.Lane.Tearing;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The judge of the crash rounds judges histories whose verdict is known. */
class InstantSearchTest {
  private final Lane one = new Lane("d-one", 0);
  private final Lane two = new Lane("d-two", 0);
  private final Map<Lane, byte[]> observed =
      new HashMap<>(Map.of(one, new byte[Lane.BYTES], two, new byte[Lane.BYTES]));
  private long stamps;

  @Test
  void whatWasNeverFlushedMayBeMissing() {
    answered(one, write(1));
    answered(two, write(2));
    assertThat(explain(0, LaneOperation.NEVER).values()).containsOnly(0);
  }

  @Test
  void whatAFlushVouchesForMustBeThere() {
    answered(one, write(1));
    assertThatThrownBy(() -> explain(++stamps, LaneOperation.NEVER))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("must hold its first 1 changes of 1");
  }

  @Test
  void aWriteThatOutlivedAnEarlierOneOfAnotherDiskIsSeen() {
    answered(one, write(1));
    answered(two, write(2));
    fill(two, 2);
    assertThatThrownBy(() -> explain(0, LaneOperation.NEVER))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("lane 0 of d-one");
  }

  @Test
  void writesThatWereUnderWayTogetherMayOutliveEachOther() {
    LaneOperation first = write(1);
    LaneOperation second = write(2);
    answered(one, first);
    answered(two, second);
    fill(two, 2);
    assertThat(explain(0, LaneOperation.NEVER)).containsEntry(one, 0).containsEntry(two, 1);
  }

  @Test
  void aHoleIsSeen() {
    answered(one, LaneOperation.write(0, new byte[] {1}, false, ++stamps));
    answered(one, LaneOperation.write(1, new byte[] {2}, false, ++stamps));
    observed.get(one)[1] = 2;
    assertThatThrownBy(() -> explain(0, LaneOperation.NEVER))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("after [] changes");
  }

  @Test
  void halfAWriteIsSeen() {
    answered(one, write(1));
    Arrays.fill(observed.get(one), 0, 4096, (byte) 1);
    assertThatThrownBy(() -> explain(0, LaneOperation.NEVER)).isInstanceOf(AssertionError.class);
  }

  @Test
  void halfAZeroingIsSeenInAGroupAndForgivenAfterACrash() {
    one.settle(filled(7));
    answered(one, LaneOperation.zero(0, Lane.BYTES, false, ++stamps));
    fill(one, 7);
    Arrays.fill(observed.get(one), 0, 4096, (byte) 0);
    assertThatThrownBy(() -> explain(0, LaneOperation.NEVER)).isInstanceOf(AssertionError.class);
    assertThat(
            InstantSearch.explain(
                "it", observed, Map.of(), 0, LaneOperation.NEVER, Tearing.ALLOWED))
        .containsEntry(one, 0);
  }

  @Test
  void aRollbackOnOneDiskAloneIsSeen() {
    LaneOperation here = LaneOperation.rollback(1, filled(5), ++stamps);
    LaneOperation there = LaneOperation.rollback(1, filled(6), stamps);
    one.sending(here);
    two.sending(there);
    fill(one, 5);
    assertThatThrownBy(() -> explain(0, LaneOperation.NEVER))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("lane 0 of d-two");
    fill(two, 6);
    assertThat(explain(0, LaneOperation.NEVER).values()).containsOnly(1);
  }

  @Test
  void whatWasSentAfterTheAnswerMustNotBeInAGroup() {
    long answer = ++stamps;
    answered(one, write(1));
    fill(one, 1);
    assertThatThrownBy(() -> explain(0, answer))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("sent after the answer");
  }

  private Map<Lane, Integer> explain(long inBefore, long outAfter) {
    return InstantSearch.explain("it", observed, Map.of(), inBefore, outAfter, Tearing.FORBIDDEN);
  }

  private LaneOperation write(int value) {
    return LaneOperation.write(0, filled(value), false, ++stamps);
  }

  private void answered(Lane lane, LaneOperation operation) {
    lane.sending(operation);
    operation.answered(++stamps);
  }

  private void fill(Lane lane, int value) {
    observed.put(lane, filled(value));
  }

  private static byte[] filled(int value) {
    byte[] bytes = new byte[Lane.BYTES];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }
}
