package dev.stillpoint.nbd.session;

import dev.stillpoint.nbd.session.LargeMemory.Lease;
import dev.stillpoint.nbd.session.LargeMemory.Tenant;
import dev.stillpoint.nbd.session.LargeMemory.Terms;
import dev.stillpoint.nbd.socket.Pages;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/**
 * Native memory of an ordinary size, which belongs to its connection, and which a larger piece on
 * lease stands in for while large requests come. It is there when it is asked for and can be given
 * back between requests. Used by one thread; others may reach the memory during its calls.
 */
final class GrowingBuffer implements AutoCloseable {
  private final LargeMemory large;
  private final Tenant tenant;
  private final Terms terms;
  private final long ordinaryBytes;
  private MemorySegment memory = MemorySegment.NULL;
  private Optional<Pages> pages = Optional.empty();
  private Optional<Lease> lease = Optional.empty();

  /**
   * Makes one that holds nothing yet.
   *
   * @param terms on which larger memory is held
   */
  GrowingBuffer(LargeMemory large, Tenant tenant, Terms terms, long ordinaryBytes) {
    this.large = large;
    this.tenant = tenant;
    this.terms = terms;
    this.ordinaryBytes = ordinaryBytes;
  }

  /** The memory, {@link #capacity} bytes of it. */
  MemorySegment memory() throws IOException {
    if (pages.isEmpty()) {
      use(Pages.of(ordinaryBytes));
    }
    return memory;
  }

  long capacity() {
    return pages.isEmpty() ? ordinaryBytes : memory.byteSize();
  }

  long ordinaryBytes() {
    return ordinaryBytes;
  }

  /**
   * Becomes at least so large and keeps a range of its bytes, which moves to the front.
   *
   * @return false if there is no memory for that now; then nothing has changed
   */
  boolean grow(long bytes, long keepFrom, long keepLength) throws IOException {
    Optional<Lease> taken = large.take(tenant, bytes, terms);
    if (taken.isEmpty()) {
      return false;
    }
    boolean moved = false;
    try {
      move(bytes, keepFrom, keepLength);
      moved = true;
    } finally {
      if (!moved) {
        taken.get().giveBack();
      }
    }
    lease = taken;
    return true;
  }

  /** Becomes ordinary and keeps a range of its bytes, which moves to the front. */
  void shrink(long keepFrom, long keepLength) throws IOException {
    move(ordinaryBytes, keepFrom, keepLength);
  }

  /** Gives all of it back; its bytes are lost. */
  void release() {
    pages.ifPresent(Pages::close);
    pages = Optional.empty();
    memory = MemorySegment.NULL;
    lease.ifPresent(Lease::giveBack);
    lease = Optional.empty();
  }

  /** The memory on lease, if that stands in. */
  Optional<Lease> lease() {
    return lease;
  }

  /** Whether it holds memory on lease that somebody else could use now. */
  boolean isWanted() {
    return lease.isPresent() && large.isWanted();
  }

  @Override
  public void close() {
    release();
  }

  private void move(long bytes, long keepFrom, long keepLength) throws IOException {
    Pages fresh = Pages.of(bytes);
    MemorySegment.copy(memory, keepFrom, fresh.memory(), 0, keepLength);
    release();
    use(fresh);
  }

  private void use(Pages fresh) {
    pages = Optional.of(fresh);
    memory = fresh.memory();
  }
}
