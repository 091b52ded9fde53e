package dev.stillpoint.simulator;

import dev.stillpoint.engine.io.Storage;
import dev.stillpoint.engine.io.StorageFile;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** A disk at whose operations the {@link Baton} may pass to another thread, before and after. */
record YieldingStorage(Storage disk, Baton baton) implements Storage {
  @Override
  public List<String> names() throws IOException {
    return disk.names();
  }

  @Override
  public StorageFile create(String name, long sizeBytes) throws IOException {
    baton.pause();
    StorageFile file = disk.create(name, sizeBytes);
    baton.pause();
    return new YieldingFile(file, baton);
  }

  /** Without a pause: the engine may hold a monitor here, so that no file is opened twice. */
  @Override
  public StorageFile open(String name) throws IOException {
    return new YieldingFile(disk.open(name), baton);
  }

  @Override
  public void delete(String name) throws IOException {
    baton.pause();
    disk.delete(name);
    baton.pause();
  }

  @Override
  public void syncNames() throws IOException {
    baton.pause();
    disk.syncNames();
    baton.pause();
  }

  @Override
  public void close() throws IOException {
    disk.close();
  }

  private record YieldingFile(StorageFile file, Baton baton) implements StorageFile {
    @Override
    public long sizeBytes() {
      return file.sizeBytes();
    }

    @Override
    public void read(long position, MemorySegment destination) throws IOException {
      baton.pause();
      file.read(position, destination);
      baton.pause();
    }

    @Override
    public void readSettled(long position, MemorySegment destination) throws IOException {
      baton.linger();
      file.readSettled(position, destination);
      baton.pause();
    }

    @Override
    public void write(long position, MemorySegment source) throws IOException {
      baton.pause();
      file.write(position, source);
      baton.pause();
    }

    @Override
    public void sync() throws IOException {
      baton.pause();
      file.sync();
      baton.pause();
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
