package dev.stillpoint.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillpoint.block.Invariant;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class CheckTest {
  @Test
  void aBrokenInvariantMeansThatItCannotRunAndIsNoFinding() {
    Ending ending =
        guarded(() -> {
          Invariant.hold(false, "3 prefix", "the log goes back");
          return Check.CLEAN;
        });
    assertThat(ending.code()).isEqualTo(Check.CANNOT_RUN);
    assertThat(ending.words())
        .isEqualTo("cannot run: invariant 3 prefix is broken: the log goes back\n");
  }

  @Test
  void anErrorThatNobodyForesawMeansThatItCannotRunAndIsSaidInOneLine() {
    Ending ending =
        guarded(() -> {
          throw new IllegalStateException("the first line\nand a second");
        });
    assertThat(ending.code()).isEqualTo(Check.CANNOT_RUN);
    assertThat(ending.words()).isEqualTo("cannot run: the first line\n");
  }

  private static Ending guarded(Check.Work work) {
    StringWriter words = new StringWriter();
    int code = Check.guarded(work, new PrintWriter(words));
    return new Ending(code, words.toString());
  }

  private record Ending(int code, String words) {}
}
