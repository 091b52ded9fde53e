package dev.stillpoint.engine.pool;

import dev.stillpoint.engine.io.Storage;
import dev.stillpoint.engine.io.StorageFile;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Files in memory, with a gate that can hold every sync. */
public final class MemoryStorage implements Storage {
  private final TreeMap<String, byte[]> files = new TreeMap<>();
  private final TreeMap<String, byte[]> synced = new TreeMap<>();
  private Optional<MemorySegment> lasting = Optional.empty();
  final AtomicInteger syncs = new AtomicInteger();
  final AtomicInteger open = new AtomicInteger();
  volatile boolean refusesWrites;
  volatile Runnable beforeSync = () -> {};

  /** A file of which one block cannot be read, and which. */
  volatile String unreadableFile = "";

  volatile long unreadableAt;

  /** Does something before each sync from now on. */
  public void onSync(Runnable deed) {
    beforeSync = deed;
  }

  @Override
  public synchronized List<String> names() {
    return List.copyOf(files.keySet());
  }

  @Override
  public synchronized StorageFile create(String name, long sizeBytes) {
    files.put(name, new byte[Math.toIntExact(sizeBytes)]);
    synced.put(name, files.get(name).clone());
    return new File(name, files.get(name));
  }

  @Override
  public synchronized StorageFile open(String name) throws IOException {
    if (!files.containsKey(name)) {
      throw new IOException("no file " + name);
    }
    return new File(name, files.get(name));
  }

  @Override
  public synchronized void rename(String from, String to) {
    files.put(to, files.remove(from));
    synced.put(to, synced.remove(from));
  }

  @Override
  public synchronized void delete(String name) {
    files.remove(name);
    synced.remove(name);
  }

  @Override
  public void syncNames() {}

  /** Bytes of all files. */
  synchronized long bytes() {
    return files.values().stream().mapToLong(file -> file.length).sum();
  }

  /** The contents of a file, to be damaged. */
  public synchronized byte[] contents(String name) {
    return files.get(name);
  }

  /** Another storage that holds what was synced and nothing else. */
  public synchronized MemoryStorage synced() {
    MemoryStorage survivor = new MemoryStorage();
    synced.forEach((name, bytes) -> {
      survivor.files.put(name, bytes.clone());
      survivor.synced.put(name, bytes.clone());
    });
    return survivor;
  }

  /**
   * Another storage that holds all that was written, synced or not: what a killed process leaves.
   */
  synchronized MemoryStorage whole() {
    MemoryStorage survivor = new MemoryStorage();
    files.forEach((name, bytes) -> {
      survivor.files.put(name, bytes.clone());
      survivor.synced.put(name, bytes.clone());
    });
    return survivor;
  }

  /** As {@link #whole}, with the memory that outlives the process. */
  synchronized MemoryStorage killed() {
    MemoryStorage survivor = whole();
    survivor.lasting =
        lasting.map(memory -> Arena.ofAuto().allocate(memory.byteSize(), 4096).copyFrom(memory));
    return survivor;
  }

  /** The same files beside the memory that another process left. */
  synchronized MemoryStorage withLastingMemoryOf(MemoryStorage other) {
    MemoryStorage joined = whole();
    joined.lasting = other.killed().lasting;
    return joined;
  }

  @Override
  public synchronized Optional<MemorySegment> lastingMemory() {
    return lasting;
  }

  @Override
  public synchronized MemorySegment newLastingMemory(long bytes) {
    lasting = Optional.of(Arena.ofAuto().allocate(bytes, 4096));
    return lasting.get();
  }

  @Override
  public synchronized void dropLastingMemory() {
    lasting = Optional.empty();
  }

  /** All contents as they are now. */
  synchronized Map<String, byte[]> copy() {
    Map<String, byte[]> copy = new TreeMap<>();
    files.forEach((name, bytes) -> copy.put(name, bytes.clone()));
    return copy;
  }

  @Override
  public void close() {}

  private final class File implements StorageFile {
    private final String name;
    private final byte[] bytes;

    File(String name, byte[] bytes) {
      open.incrementAndGet();
      this.name = name;
      this.bytes = bytes;
    }

    @Override
    public long sizeBytes() {
      return bytes.length;
    }

    @Override
    public void read(long position, MemorySegment destination) throws IOException {
      if (name.equals(unreadableFile)
          && position <= unreadableAt
          && unreadableAt < position + destination.byteSize()) {
        throw new IOException("a block of " + name + " cannot be read");
      }
      MemorySegment.copy(
          MemorySegment.ofArray(bytes), position, destination, 0, destination.byteSize());
    }

    @Override
    public void write(long position, MemorySegment source) throws IOException {
      if (refusesWrites) {
        throw new IOException("write of " + name + " refused");
      }
      MemorySegment.copy(source, 0, MemorySegment.ofArray(bytes), position, source.byteSize());
    }

    @Override
    public void sync() {
      beforeSync.run();
      synchronized (MemoryStorage.this) {
        synced.put(name, bytes.clone());
      }
      syncs.incrementAndGet();
    }

    @Override
    public void close() {
      open.decrementAndGet();
    }
  }
}
