package dev.stillpoint.nbd.session;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/**
 * Native memory of an ordinary size, which a larger piece stands in for while large requests come.
 * The larger one is counted against the budget. Used by one thread; others may reach the memory
 * during its calls.
 */
final class GrowingBuffer implements AutoCloseable {
  private static final long ALIGNMENT_BYTES = 4096;

  private final MemoryBudget budget;
  private final MemorySegment ordinary;
  private MemorySegment memory;
  private Optional<Arena> larger = Optional.empty();

  /**
   * Makes one.
   *
   * @param arena holds the ordinary memory and outlives this
   */
  GrowingBuffer(MemoryBudget budget, Arena arena, long ordinaryBytes) {
    this.budget = budget;
    ordinary = arena.allocate(ordinaryBytes, ALIGNMENT_BYTES);
    memory = ordinary;
  }

  MemorySegment memory() {
    return memory;
  }

  long capacity() {
    return memory.byteSize();
  }

  /**
   * Becomes at least so large and keeps a range of its bytes, which moves to the front.
   *
   * @return false if the budget is used up; then nothing has changed
   */
  boolean grow(long bytes, long keepFrom, long keepLength) {
    long rounded = Math.ceilDiv(bytes, ordinary.byteSize()) * ordinary.byteSize();
    if (!budget.take(rounded)) {
      return false;
    }
    Arena arena = Arena.ofShared();
    MemorySegment fresh = arena.allocate(rounded, ALIGNMENT_BYTES);
    MemorySegment.copy(memory, keepFrom, fresh, 0, keepLength);
    shrink();
    larger = Optional.of(arena);
    memory = fresh;
    return true;
  }

  /** Becomes ordinary again; its bytes are lost. */
  void shrink() {
    if (larger.isPresent()) {
      larger.get().close();
      larger = Optional.empty();
      budget.giveBack(memory.byteSize());
      memory = ordinary;
    }
  }

  @Override
  public void close() {
    shrink();
  }
}
