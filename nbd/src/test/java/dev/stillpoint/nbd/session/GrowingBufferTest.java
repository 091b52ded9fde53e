package dev.stillpoint.nbd.session;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stillpoint.nbd.session.LargeMemory.Tenant;
import dev.stillpoint.nbd.session.LargeMemory.Terms;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;

class GrowingBufferTest {
  private static final long ORDINARY = 8192;
  private static final long MIB = 1 << 20;

  private final LargeMemory large = new LargeMemory(160 * MIB, 0, () -> 0);
  private final GrowingBuffer buffer = buffer("a");

  private GrowingBuffer buffer(String export) {
    return new GrowingBuffer(large, new Tenant(export), new Terms(0, () -> {}), ORDINARY);
  }

  @Test
  void itHoldsNothingUntilItIsAskedForMemoryAndAfterItGaveThatBack() throws IOException {
    assertThat(buffer.capacity()).isEqualTo(ORDINARY);
    MemorySegment first = buffer.memory();
    assertThat(first.byteSize()).isEqualTo(ORDINARY);
    first.set(JAVA_BYTE, ORDINARY - 1, (byte) 7);
    assertThat(buffer.memory()).isEqualTo(first);
    buffer.release();
    assertThat(buffer.capacity()).isEqualTo(ORDINARY);
    assertThat(buffer.memory().get(JAVA_BYTE, ORDINARY - 1)).isZero();
    buffer.close();
  }

  @Test
  void growingAndShrinkingKeepWhatTheyAreTold() throws IOException {
    buffer.memory().set(JAVA_BYTE, 100, (byte) 7);
    assertThat(buffer.grow(MIB, 100, 10)).isTrue();
    assertThat(buffer.capacity()).isEqualTo(MIB);
    assertThat(buffer.memory().get(JAVA_BYTE, 0)).isEqualTo((byte) 7);
    assertThat(buffer.lease()).isPresent();
    buffer.memory().set(JAVA_BYTE, 3000, (byte) 9);
    buffer.shrink(3000, 5);
    assertThat(buffer.capacity()).isEqualTo(ORDINARY);
    assertThat(buffer.memory().get(JAVA_BYTE, 0)).isEqualTo((byte) 9);
    assertThat(buffer.lease()).isEmpty();
    buffer.close();
  }

  @Test
  void whatItGivesBackIsThereForTheNextAndARefusalChangesNothing() throws IOException {
    GrowingBuffer second = buffer("a");
    second.memory().set(JAVA_BYTE, 0, (byte) 5);
    for (int i = 0; i < 10; i++) {
      assertThat(buffer.grow(30 * MIB, 0, 0)).isTrue();
      assertThat(second.grow(30 * MIB, 0, 1)).isFalse();
      assertThat(second.capacity()).isEqualTo(ORDINARY);
      assertThat(second.memory().get(JAVA_BYTE, 0)).isEqualTo((byte) 5);
      buffer.release();
    }
    second.close();
  }
}
