package dev.stillpoint.engine.pool;

import dev.stillpoint.engine.io.Storage;
import dev.stillpoint.engine.io.StorageFile;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** Passes everything on, and has nothing at hand that would not have to be waited for. */
record ColdStorage(Storage disk) implements Storage {
  @Override
  public List<String> names() throws IOException {
    return disk.names();
  }

  @Override
  public StorageFile create(String name, long sizeBytes) throws IOException {
    return new Cold(disk.create(name, sizeBytes));
  }

  @Override
  public StorageFile open(String name) throws IOException {
    return new Cold(disk.open(name));
  }

  @Override
  public void delete(String name) throws IOException {
    disk.delete(name);
  }

  @Override
  public void syncNames() throws IOException {
    disk.syncNames();
  }

  @Override
  public void close() throws IOException {
    disk.close();
  }

  private record Cold(StorageFile file) implements StorageFile {
    @Override
    public long sizeBytes() {
      return file.sizeBytes();
    }

    @Override
    public void read(long position, MemorySegment destination) throws IOException {
      file.read(position, destination);
    }

    @Override
    public boolean readSettledIfWarm(long position, MemorySegment destination) {
      return false;
    }

    @Override
    public void write(long position, MemorySegment source) throws IOException {
      file.write(position, source);
    }

    @Override
    public void sync() throws IOException {
      file.sync();
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
