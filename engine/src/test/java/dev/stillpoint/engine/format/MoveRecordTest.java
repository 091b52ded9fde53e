package dev.stillpoint.engine.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A move as it stands in a header. */
class MoveRecordTest {
  private final MemorySegment header = Arena.ofAuto().allocate(Layout.BLOCK_BYTES, 4096);

  private void comesBack(boolean sealed) {
    int count = 7;
    LogRecord.Move move = new LogRecord.Move(3, 1L << 33, count, 1L << 41, 99_000, sealed);
    int[] checks = new Random(1).ints(count).toArray();
    byte[] seals = new byte[sealed ? count * Seals.BYTES : 0];
    new Random(2).nextBytes(seals);
    int first = BatchHeader.RECORDS_OFFSET;
    int end = RecordCodec.putMove(header, first, move, checks, seals);
    assertThat(end - first).isEqualTo(RecordCodec.bytes(move));
    assertThat(RecordCodec.bytesAt(header, first)).isEqualTo(end - first);
    assertThat(RecordCodec.payloadBlocks(header, first)).isEqualTo(count);
    BatchHeader fixed = new BatchHeader(0, 0, 1, 2, 3, 0, count, 5, 1, end - first, 6, 7, 8, 9);
    int[] shown = {0};
    RecordCodec.decode(
        header,
        fixed,
        (record, blocks, found) -> {
          shown[0]++;
          assertThat(record).isEqualTo(move);
          assertThat(blocks).isEqualTo(count);
          assertThat(Arrays.copyOf(found, count)).isEqualTo(checks);
        });
    assertThat(shown[0]).isEqualTo(1);
    if (sealed) {
      byte[] seal = new byte[Seals.BYTES];
      assertThat(Seals.find(header, end, count - 1, seal, 0)).isTrue();
      assertThat(seal).isEqualTo(Arrays.copyOfRange(seals, 6 * Seals.BYTES, 7 * Seals.BYTES));
    }
  }

  @Test
  void saysWhatMovedFromWhereAndWhereItWasBorn() {
    comesBack(false);
    comesBack(true);
  }
}
