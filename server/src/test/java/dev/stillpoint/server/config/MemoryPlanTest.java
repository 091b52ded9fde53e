package dev.stillpoint.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stillpoint.server.fault.CannotStart;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MemoryPlanTest {
  private static final long MIB = 1L << 20;

  @ParameterizedTest
  @ValueSource(longs = {512, 513, 700, 1023, 1024, 1536, 4096, 65_536, 1 << 20})
  void theSharesAreWhatWasAskedForAndNoneIsTooSmall(long mib) throws CannotStart {
    MemoryPlan plan = MemoryPlan.of(mib * MIB);
    assertThat(plan.heapBytes() + plan.bufferBytes() + plan.cacheBytes() + plan.connectionBytes())
        .isEqualTo(mib * MIB);
    assertThat(plan.mapCacheBytes()).isBetween(90 * MIB, plan.heapBytes() / 2);
    assertThat(plan.bufferBytes()).isBetween(32 * MIB, 256 * MIB);
    assertThat(plan.cacheBytes()).isGreaterThanOrEqualTo(90 * MIB);
    assertThat(plan.connectionBytes()).isGreaterThanOrEqualTo(160 * MIB);
  }

  @Test
  void oneGibibyteIsCutAsTheManualSays() {
    assertThat(MemoryPlan.DEFAULT)
        .isEqualTo(
            new MemoryPlan(1024 * MIB, 448 * MIB, 192 * MIB, 64 * MIB, 192 * MIB, 320 * MIB));
    assertThat(MemoryPlan.DEFAULT.footerBytes()).isEqualTo(64 * MIB);
  }

  @Test
  void tooLittleIsRefusedWithWhatWouldDo() {
    assertThatThrownBy(() -> MemoryPlan.of(512 * MIB - 1))
        .isInstanceOf(CannotStart.class)
        .hasMessageContaining("at least 512MiB");
    assertThatThrownBy(() -> new ConfigReader().flag("memory", "100MiB").read())
        .isInstanceOf(CannotStart.class)
        .hasMessage("memory must be at least 512MiB, is 100MiB.");
  }

  @Test
  void aSmallerHeapLeavesLessForMapsAndALargerOneDoesNotTakeMore() {
    MemoryPlan small = MemoryPlan.DEFAULT.within(224 * MIB);
    assertThat(small.mapCacheBytes()).isEqualTo(96 * MIB);
    assertThat(small.footerBytes()).isEqualTo(32 * MIB);
    assertThat(small.cacheBytes()).isEqualTo(MemoryPlan.DEFAULT.cacheBytes());
    assertThat(MemoryPlan.DEFAULT.within(4096 * MIB).mapCacheBytes()).isEqualTo(192 * MIB);
  }
}
