package dev.stillpoint.engine.pool;

import dev.stillpoint.engine.io.Storage;
import dev.stillpoint.engine.io.StorageFile;
import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;

/** Files in memory on a file system that refuses to make or to delete some, or is full. */
final class RefusingStorage implements Storage {
  private final MemoryStorage memory;
  volatile Predicate<String> refusesToMake = _ -> false;
  volatile Predicate<String> refusesToDelete = _ -> false;
  volatile long capacityBytes = Long.MAX_VALUE;

  RefusingStorage(MemoryStorage memory) {
    this.memory = memory;
  }

  /** From now on there is no more room than what is taken. */
  void fillUp() {
    capacityBytes = memory.bytes();
  }

  @Override
  public List<String> names() {
    return memory.names();
  }

  @Override
  public StorageFile create(String name, long sizeBytes) throws IOException {
    if (refusesToMake.test(name)) {
      throw new IOException("cannot make " + name);
    }
    long replaced = names().contains(name) ? memory.contents(name).length : 0;
    if (memory.bytes() - replaced + sizeBytes > capacityBytes) {
      throw new IOException("no space left for " + name);
    }
    return memory.create(name, sizeBytes);
  }

  @Override
  public StorageFile open(String name) throws IOException {
    return memory.open(name);
  }

  @Override
  public void delete(String name) throws IOException {
    if (refusesToDelete.test(name)) {
      throw new IOException("cannot delete " + name);
    }
    memory.delete(name);
  }

  @Override
  public void syncNames() {
    memory.syncNames();
  }

  @Override
  public void close() {}
}
