package dev.stillpoint.nbd.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillpoint.block.BlockFault;
import dev.stillpoint.nbd.negotiation.Agreed;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Numbers of commands, flags and errors are the specification's. */
class ValidationTest {
  private static final long SIZE = 1 << 20;
  private static final Agreed SIMPLE = new Agreed(SIZE, false, false, false);
  private static final Agreed STRUCTURED = new Agreed(SIZE, false, true, true);
  private static final Agreed IMAGE = new Agreed(SIZE, true, true, true);
  private static final int FUA = 1;
  private static final int NO_HOLE = 2;
  private static final int DF = 4;
  private static final int REQ_ONE = 8;
  private static final int FAST_ZERO = 16;

  private static int errno(Agreed agreed, int type, int flags, long offset, long length) {
    return Validation.check(type, flags, offset, length, agreed).errno();
  }

  @Test
  void requestsWithinTheExportPassAtAnyAlignment() {
    for (int type : new int[] {0, 1, 4, 6}) {
      assertThat(errno(SIMPLE, type, 0, 0, SIZE)).isZero();
      assertThat(errno(SIMPLE, type, 0, 1, 1)).isZero();
      assertThat(errno(SIMPLE, type, 0, SIZE, 0)).isZero();
      assertThat(errno(SIMPLE, type, 0, SIZE - 1, 1)).isZero();
    }
    assertThat(errno(SIMPLE, 3, 0, 0, 0)).isZero();
    assertThat(errno(STRUCTURED, 7, REQ_ONE, 0, SIZE)).isZero();
  }

  @Test
  void beyondTheEndIsEnospcForWritesAndEinvalForOthers() {
    for (long[] range :
        new long[][] {{SIZE, 1}, {SIZE - 1, 2}, {SIZE + 1, 0}, {-1, 1}, {1L << 62, 1}}) {
      assertThat(errno(STRUCTURED, 0, 0, range[0], range[1])).isEqualTo(22);
      assertThat(errno(STRUCTURED, 1, 0, range[0], range[1])).isEqualTo(28);
      assertThat(errno(STRUCTURED, 4, 0, range[0], range[1])).isEqualTo(22);
      assertThat(errno(STRUCTURED, 6, 0, range[0], range[1])).isEqualTo(28);
      assertThat(errno(STRUCTURED, 7, 0, range[0], range[1])).isEqualTo(22);
    }
  }

  @Test
  void anImageRefusesChangesWithEperm() {
    assertThat(errno(IMAGE, 1, 0, 0, 1)).isEqualTo(1);
    assertThat(errno(IMAGE, 4, 0, 0, 1)).isEqualTo(1);
    assertThat(errno(IMAGE, 6, 0, 0, 1)).isEqualTo(1);
    assertThat(errno(IMAGE, 0, 0, 0, 1)).isZero();
    assertThat(errno(IMAGE, 3, 0, 0, 0)).isZero();
  }

  @Test
  void fuaIsLegalOnEveryCommandOfADisk() {
    assertThat(errno(STRUCTURED, 0, FUA, 0, 1)).isZero();
    assertThat(errno(STRUCTURED, 1, FUA, 0, 1)).isZero();
    assertThat(errno(STRUCTURED, 3, FUA, 0, 0)).isZero();
    assertThat(errno(STRUCTURED, 4, FUA, 0, 1)).isZero();
    assertThat(errno(STRUCTURED, 6, FUA | NO_HOLE, 0, 1)).isZero();
    assertThat(errno(STRUCTURED, 7, FUA, 0, 1)).isZero();
    assertThat(errno(IMAGE, 0, FUA, 0, 1)).isEqualTo(22);
  }

  @Test
  void flagsOfOtherCommandsAndUnknownOnesAreRefused() {
    assertThat(errno(STRUCTURED, 0, DF, 0, 1)).isZero();
    assertThat(errno(SIMPLE, 0, DF, 0, 1)).isEqualTo(22);
    assertThat(errno(STRUCTURED, 1, DF, 0, 1)).isEqualTo(22);
    assertThat(errno(STRUCTURED, 1, NO_HOLE, 0, 1)).isEqualTo(22);
    assertThat(errno(STRUCTURED, 4, NO_HOLE, 0, 1)).isEqualTo(22);
    assertThat(errno(STRUCTURED, 6, FAST_ZERO, 0, 1)).isEqualTo(22);
    assertThat(errno(STRUCTURED, 0, REQ_ONE, 0, 1)).isEqualTo(22);
    assertThat(errno(STRUCTURED, 0, 0x8000, 0, 1)).isEqualTo(22);
  }

  @Test
  void aReadBeyond32MebibytesIsRefused() {
    Agreed large = new Agreed(1L << 40, false, false, false);
    Agreed largeStructured = new Agreed(1L << 40, false, true, false);
    assertThat(errno(large, 0, 0, 0, 32 << 20)).isZero();
    assertThat(errno(large, 0, 0, 0, (32 << 20) + 1)).isEqualTo(22);
    assertThat(errno(largeStructured, 0, 0, 0, (32 << 20) + 1)).isEqualTo(75);
    assertThat(errno(large, 6, 0, 0, 0xffffffffL)).isZero();
    assertThat(errno(large, 4, 0, 0, 0xffffffffL)).isZero();
  }

  @Test
  void aFlushHasNoRangeAndAStatusNeedsItsContext() {
    assertThat(errno(SIMPLE, 3, 0, 1, 0)).isEqualTo(22);
    assertThat(errno(SIMPLE, 3, 0, 0, 1)).isEqualTo(22);
    assertThat(errno(SIMPLE, 7, 0, 0, 1)).isEqualTo(22);
    assertThat(errno(STRUCTURED, 7, 0, 0, 0)).isEqualTo(22);
  }

  @Test
  void unknownCommandsAreRefused() {
    for (int type : new int[] {5, 8, 9, 0xffff}) {
      assertThat(errno(STRUCTURED, type, 0, 0, 0)).isEqualTo(22);
    }
  }

  @Test
  void everyFaultOfTheEngineHasItsNumber() {
    assertThat(Refusal.of(new BlockFault.OutOfSpace("")).errno()).isEqualTo(28);
    assertThat(Refusal.of(new BlockFault.Corrupt("")).errno()).isEqualTo(5);
    assertThat(Refusal.of(new BlockFault.KeyUnavailable("")).errno()).isEqualTo(1);
    assertThat(Refusal.of(new BlockFault.Io("", new IOException())).errno()).isEqualTo(5);
    assertThat(Refusal.of(new BlockFault.Fenced("")).errno()).isEqualTo(108);
    assertThat(Refusal.of(new BlockFault.OutOfRange("")).errno()).isEqualTo(22);
    assertThat(Refusal.of(new BlockFault.ReadOnly("")).errno()).isEqualTo(1);
    assertThat(Refusal.of(new BlockFault.NotFound("")).errno()).isEqualTo(5);
    assertThat(Refusal.of(new BlockFault.AlreadyExists("")).errno()).isEqualTo(5);
    assertThat(Refusal.of(new BlockFault.OutOfService("")).errno()).isEqualTo(5);
  }
}
