package dev.stillpoint.nbd.session;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Native memory of an ordinary size that becomes larger for a large request, within the budget, and
 * small again. Used by one thread; others may reach the memory during its calls.
 */
final class GrowingBuffer implements AutoCloseable {
  private static final long ALIGNMENT_BYTES = 4096;

  private final MemoryBudget budget;
  private final long ordinaryBytes;
  private Arena arena = Arena.ofShared();
  private MemorySegment memory;

  GrowingBuffer(MemoryBudget budget, long ordinaryBytes) {
    this.budget = budget;
    this.ordinaryBytes = ordinaryBytes;
    memory = arena.allocate(ordinaryBytes, ALIGNMENT_BYTES);
  }

  MemorySegment memory() {
    return memory;
  }

  long capacity() {
    return memory.byteSize();
  }

  boolean isOrdinary() {
    return memory.byteSize() == ordinaryBytes;
  }

  /**
   * Becomes at least so large and keeps a range of its bytes, which moves to the front.
   *
   * @return false if the budget is used up; then nothing has changed
   */
  boolean grow(long bytes, long keepFrom, long keepLength) {
    long rounded = Math.ceilDiv(bytes, ordinaryBytes) * ordinaryBytes;
    if (!budget.take(rounded)) {
      return false;
    }
    Arena larger = Arena.ofShared();
    MemorySegment fresh = larger.allocate(rounded, ALIGNMENT_BYTES);
    MemorySegment.copy(memory, keepFrom, fresh, 0, keepLength);
    release();
    arena = larger;
    memory = fresh;
    return true;
  }

  /** Becomes ordinary again; its bytes are lost. */
  void shrink() {
    if (!isOrdinary()) {
      release();
      arena = Arena.ofShared();
      memory = arena.allocate(ordinaryBytes, ALIGNMENT_BYTES);
    }
  }

  @Override
  public void close() {
    release();
  }

  private void release() {
    long bytes = memory.byteSize();
    boolean counted = !isOrdinary();
    arena.close();
    if (counted) {
      budget.giveBack(bytes);
    }
  }
}
