package dev.stillpoint.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The judge of durability judges traces whose verdict is known. */
class SystemCallTraceTest {
  private static final String WRITE =
      "7 1.0 pwrite64(5</d/pool/segment-000001>, \"..MARK-1..\"..., 8192, 0) = 8192";
  private static final String SYNC = "7 1.1 fdatasync(5</d/pool/segment-000001>) = 0";
  private static final String ANSWER = "8 1.2 sendto(9<UNIX-STREAM:[1]>, \"gDf\\230\", 16) = 16";

  @Test
  void aWriteThenASyncThenTheAnswerIsDurable() {
    assertThat(durable(WRITE, SYNC, ANSWER)).isTrue();
  }

  @Test
  void anAnswerBeforeTheSyncIsNot() {
    assertThat(durable(WRITE, ANSWER, SYNC)).isFalse();
  }

  @Test
  void aSyncBeforeTheWriteIsNot() {
    assertThat(durable(SYNC, WRITE, ANSWER)).isFalse();
  }

  @Test
  void aSyncThatBeganBeforeTheWriteHadReturnedIsNot() {
    assertThat(
            durable(
                "7 1.0 pwrite64(5</d/pool/segment-000001>, \"MARK-1\", 8192, 0 <unfinished ...>",
                SYNC.replace("7 1.1", "6 1.1"),
                "7 1.15 <... pwrite64 resumed>) = 8192",
                ANSWER))
        .isFalse();
  }

  @Test
  void aSyncThatHadNotReturnedIsNot() {
    assertThat(
            durable(
                WRITE,
                "7 1.1 fdatasync(5</d/pool/segment-000001> <unfinished ...>",
                ANSWER,
                "7 1.3 <... fdatasync resumed>) = 0"))
        .isFalse();
  }

  @Test
  void aSyncThatReturnedInTimeIsSeenAlthoughItWasInterrupted() {
    assertThat(
            durable(
                WRITE,
                "7 1.1 fdatasync(5</d/pool/segment-000001> <unfinished ...>",
                "7 1.15 <... fdatasync resumed>) = 0",
                ANSWER))
        .isTrue();
  }

  @Test
  void aSyncThatFailedIsNot() {
    assertThat(durable(WRITE, SYNC.replace("= 0", "= -1 EIO (Input/output error)"), ANSWER))
        .isFalse();
  }

  @Test
  void aSyncOfAnotherSegmentIsNot() {
    assertThat(durable(WRITE, SYNC.replace("000001", "000002"), ANSWER)).isFalse();
  }

  @Test
  void aWriteOfOtherBytesIsNot() {
    assertThat(durable(WRITE.replace("MARK-1", "MARK-2"), SYNC, ANSWER)).isFalse();
  }

  private static boolean durable(String... lines) {
    SystemCallTrace trace = SystemCallTrace.parse(List.of(lines));
    SystemCallTrace.Call answer =
        trace.first(-1, call -> call.name().equals("sendto")).orElseThrow();
    return trace.durableBefore("MARK-1", answer);
  }
}
