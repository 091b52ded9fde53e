package dev.stillpoint.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ResidentMemoryTest {
  @Test
  void theTwoLinesAreFoundAmongTheOthers() throws CannotMeasure {
    ResidentMemory memory =
        ResidentMemory.parse(
            List.of("Name:\tjava", "VmPeak:\t 9999 kB", "VmHWM:\t  2049 kB", "VmRSS:\t  1024 kB"));
    assertThat(memory).isEqualTo(new ResidentMemory(1, 3));
  }

  @Test
  void thisProcessHasMemory() throws CannotMeasure {
    ResidentMemory own = ResidentMemory.of(ProcessHandle.current().pid());
    assertThat(own.nowMib()).isPositive();
    assertThat(own.peakMib()).isGreaterThanOrEqualTo(own.nowMib());
  }

  @Test
  void aSystemThatTellsNothingIsNoSystemWithoutMemory() {
    assertThatThrownBy(() -> ResidentMemory.parse(List.of("Name:\tjava")))
        .isInstanceOf(CannotMeasure.class);
  }
}
