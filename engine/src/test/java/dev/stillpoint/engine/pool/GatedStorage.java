package dev.stillpoint.engine.pool;

import dev.stillpoint.engine.io.Storage;
import dev.stillpoint.engine.io.StorageFile;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;

/** Passes everything on, and tells a hook of each operation before it. */
record GatedStorage(Storage disk, Hook hook) implements Storage {
  /** Told what is about to happen; may take its time, or refuse. */
  interface Hook {
    /**
     * Called before an operation.
     *
     * @param operation create, delete, read, write, sync or syncNames
     */
    void before(String operation, String file, long position) throws IOException;
  }

  @Override
  public List<String> names() throws IOException {
    return disk.names();
  }

  @Override
  public StorageFile create(String name, long sizeBytes) throws IOException {
    hook.before("create", name, 0);
    return new File(disk.create(name, sizeBytes), name, hook);
  }

  @Override
  public StorageFile open(String name) throws IOException {
    return new File(disk.open(name), name, hook);
  }

  @Override
  public void delete(String name) throws IOException {
    hook.before("delete", name, 0);
    disk.delete(name);
  }

  @Override
  public void syncNames() throws IOException {
    hook.before("syncNames", "", 0);
    disk.syncNames();
  }

  @Override
  public Optional<MemorySegment> lastingMemory() throws IOException {
    return disk.lastingMemory();
  }

  @Override
  public MemorySegment newLastingMemory(long bytes) throws IOException {
    return disk.newLastingMemory(bytes);
  }

  @Override
  public void dropLastingMemory() throws IOException {
    disk.dropLastingMemory();
  }

  @Override
  public void close() throws IOException {
    disk.close();
  }

  private record File(StorageFile file, String name, Hook hook) implements StorageFile {
    @Override
    public long sizeBytes() {
      return file.sizeBytes();
    }

    @Override
    public void read(long position, MemorySegment destination) throws IOException {
      hook.before("read", name, position);
      file.read(position, destination);
    }

    @Override
    public void write(long position, MemorySegment source) throws IOException {
      hook.before("write", name, position);
      file.write(position, source);
    }

    @Override
    public void sync() throws IOException {
      hook.before("sync", name, 0);
      file.sync();
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
