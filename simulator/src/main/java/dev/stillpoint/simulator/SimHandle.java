package dev.stillpoint.simulator;

import dev.stillpoint.engine.io.StorageFile;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** An open file of a {@link SimStorage}, under whose lock all of it happens. */
final class SimHandle implements StorageFile {
  private final SimStorage storage;
  private final String name;
  private final SimFile file;
  private boolean closed;

  SimHandle(SimStorage storage, String name, SimFile file) {
    this.storage = storage;
    this.name = name;
    this.file = file;
  }

  @Override
  public long sizeBytes() {
    return file.sizeBytes();
  }

  @Override
  public void read(long position, MemorySegment destination) throws IOException {
    SimFile.requireAlignedMemory(name, destination);
    readSettled(position, destination);
  }

  @Override
  public void readSettled(long position, MemorySegment destination) throws IOException {
    synchronized (storage) {
      storage.requirePower();
      check(position, destination);
      if (storage.readsToRefuse > 0 && storage.readsToPass-- <= 0) {
        storage.readsToRefuse--;
        throw storage.refusal("read of " + name);
      }
      file.read(position, destination);
    }
  }

  @Override
  public void write(long position, MemorySegment source) throws IOException {
    synchronized (storage) {
      SimFile.requireAlignedMemory(name, source);
      check(position, source);
      SimStorage.Moment moment = storage.begin("write", name, position);
      storage.trace.add(source);
      storage.trace.tell(() -> "      of " + source.byteSize() + " bytes");
      if (storage.writesToRefuse > 0) {
        storage.writesToRefuse--;
        file.writeSome(position, source, storage.ordinal++, storage.random);
        throw storage.refusal("write of " + name);
      }
      if (moment == SimStorage.Moment.MIDDLE) {
        file.writeSome(position, source, storage.ordinal++, storage.random);
      } else {
        file.write(position, source, storage.ordinal++);
      }
      storage.end(moment);
    }
  }

  @Override
  public void sync() throws IOException {
    SimStorage.Moment moment;
    SyncHook hook;
    long before;
    List<UnsyncedWrite> unsynced;
    synchronized (storage) {
      check();
      moment = storage.begin("sync", name, 0);
      hook = storage.syncHook;
      before = storage.ordinal;
      unsynced = hook.equals(SyncHook.NONE) ? List.of() : file.unsynced();
    }
    hook.during(name, unsynced);
    synchronized (storage) {
      storage.requirePower();
      if (storage.syncsToRefuse > 0) {
        storage.syncsToRefuse--;
        file.failSync(storage.random);
        throw storage.refusal("sync of " + name);
      }
      if (moment != SimStorage.Moment.MIDDLE) {
        file.promote(before, storage.syncLie);
        storage.syncs++;
      }
      if (storage.syncsToDeny > 0) {
        storage.syncsToDeny--;
        throw storage.refusal("sync of " + name + ", which it did");
      }
      storage.end(moment);
    }
  }

  @Override
  public void close() {
    closed = true;
  }

  private void check() throws IOException {
    if (closed) {
      throw new IOException(name + " is closed");
    }
  }

  private void check(long position, MemorySegment memory) throws IOException {
    check();
    SimFile.requireAligned(name, position, memory);
    long length = memory.byteSize();
    if (position < 0 || position + length > file.sizeBytes()) {
      throw new IOException("beyond the end of " + name + ": " + length + " at " + position);
    }
  }
}
