package dev.stillpoint.engine.pool;

import dev.stillpoint.engine.format.Layout;
import dev.stillpoint.engine.io.Storage;
import dev.stillpoint.engine.io.StorageFile;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A storage as it would look without maps: their files are hidden, new ones stand in memory, and
 * nothing that is there can be written. Serves one thread.
 */
final class LogAlone implements Storage {
  private final Storage storage;
  private final Map<String, MemorySegment> made = new TreeMap<>();

  LogAlone(Storage storage) {
    this.storage = storage;
  }

  /** Whether a file is one of those that hold maps. */
  static boolean ofMaps(String name) {
    return name.startsWith("checkpoint-") || name.startsWith("nodes-");
  }

  @Override
  public List<String> names() throws IOException {
    TreeSet<String> names = new TreeSet<>(storage.names());
    names.removeIf(LogAlone::ofMaps);
    names.addAll(made.keySet());
    return List.copyOf(names);
  }

  @Override
  public StorageFile create(String name, long sizeBytes) {
    made.put(name, Arena.ofAuto().allocate(sizeBytes, Layout.BLOCK_BYTES));
    return new InMemory(made.get(name));
  }

  @Override
  public StorageFile open(String name) throws IOException {
    return made.containsKey(name) ? new InMemory(made.get(name)) : new OnlyRead(storage.open(name));
  }

  @Override
  public void delete(String name) {
    made.remove(name);
  }

  /** What was deleted here stood in memory. */
  @Override
  public void syncNames() {}

  @Override
  public void close() {}

  private record InMemory(MemorySegment bytes) implements StorageFile {
    @Override
    public long sizeBytes() {
      return bytes.byteSize();
    }

    @Override
    public void read(long position, MemorySegment destination) {
      destination.copyFrom(bytes.asSlice(position, destination.byteSize()));
    }

    @Override
    public void write(long position, MemorySegment source) {
      bytes.asSlice(position, source.byteSize()).copyFrom(source);
    }

    @Override
    public void sync() {}

    @Override
    public void close() {}
  }

  private record OnlyRead(StorageFile file) implements StorageFile {
    @Override
    public long sizeBytes() {
      return file.sizeBytes();
    }

    @Override
    public void read(long position, MemorySegment destination) throws IOException {
      file.read(position, destination);
    }

    @Override
    public void write(long position, MemorySegment source) throws IOException {
      throw new IOException("nothing is written while the log is only looked at");
    }

    @Override
    public void sync() {}

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
