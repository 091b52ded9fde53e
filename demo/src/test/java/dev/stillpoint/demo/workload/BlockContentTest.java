package dev.stillpoint.demo.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.BitSet;
import org.junit.jupiter.api.Test;

class BlockContentTest {
  private final Layout layout = Layout.ofDemonstration(99);

  @Test
  void tellsItsTransaction() {
    for (Role role : Role.values()) {
      assertThat(transactionIn(block(layout, role, 123_456), role, layout.slot(role, 123_456)))
          .isEqualTo(123_456);
    }
  }

  @Test
  void isTheSameForTheSameSeedAndDiffersForAnother() {
    assertThat(block(layout, Role.LOG, 8))
        .isEqualTo(block(Layout.ofDemonstration(99), Role.LOG, 8));
    assertThat(block(layout, Role.LOG, 8))
        .isNotEqualTo(block(Layout.ofDemonstration(98), Role.LOG, 8));
  }

  @Test
  void everyFlippedByteIsDamage() {
    byte[] block = block(layout, Role.PAGE_A, 77);
    int slot = layout.slot(Role.PAGE_A, 77);
    for (int i = 0; i < block.length; i++) {
      block[i] ^= 0x40;
      assertThat(transactionIn(block, Role.PAGE_A, slot)).as("byte %d", i).isEqualTo(-2);
      block[i] ^= 0x40;
    }
  }

  @Test
  void zerosAreAPlaceNeverWritten() {
    byte[] zeros = new byte[Layout.BLOCK_BYTES];
    assertThat(transactionIn(zeros, Role.LOG, 0)).isEqualTo(BlockContent.NEVER_WRITTEN);
    zeros[4095] = 1;
    assertThat(transactionIn(zeros, Role.LOG, 0)).isEqualTo(BlockContent.DAMAGED);
  }

  @Test
  void successiveTransactionsNeverShareASlot() {
    for (Role role : Role.values()) {
      BitSet slots = new BitSet();
      for (long n = 5_000; n < 5_000 + layout.slots(role); n++) {
        slots.set(layout.slot(role, n));
        assertThat(layout.slot(role, n + layout.slots(role))).isEqualTo(layout.slot(role, n));
      }
      assertThat(slots.cardinality()).isEqualTo(layout.slots(role));
    }
  }

  private long transactionIn(byte[] block, Role role, int slot) {
    return BlockContent.transactionIn(ByteBuffer.wrap(block), layout, role, slot);
  }

  private static byte[] block(Layout layout, Role role, long transaction) {
    ByteBuffer block = ByteBuffer.allocate(Layout.BLOCK_BYTES);
    BlockContent.fill(block, layout, role, transaction);
    return block.array();
  }
}
