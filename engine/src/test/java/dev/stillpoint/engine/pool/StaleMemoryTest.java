package dev.stillpoint.engine.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillpoint.block.BlockDevice;
import dev.stillpoint.block.Durability;
import dev.stillpoint.block.VolumeId;
import dev.stillpoint.engine.Proves;
import dev.stillpoint.engine.io.Storage;
import dev.stillpoint.engine.io.StorageFile;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The system's memory shows a place as it was before it was written; the medium does not. */
class StaleMemoryTest {
  private static final int BLOCKS = 1024;
  private static final PoolOptions OPTIONS =
      new PoolOptions(4 << 20, 64 << 20, 8 << 20, 0, 16 << 20, true);

  private record StaleStorage(Storage disk, AtomicInteger asked) implements Storage {
    @Override
    public List<String> names() throws IOException {
      return disk.names();
    }

    @Override
    public StorageFile create(String name, long sizeBytes) throws IOException {
      return new StaleFile(disk.create(name, sizeBytes), asked);
    }

    @Override
    public StorageFile open(String name) throws IOException {
      return new StaleFile(disk.open(name), asked);
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
  }

  private record StaleFile(StorageFile file, AtomicInteger asked) implements StorageFile {
    @Override
    public long sizeBytes() {
      return file.sizeBytes();
    }

    @Override
    public void read(long position, MemorySegment destination) throws IOException {
      file.read(position, destination);
    }

    @Override
    public void readSettled(long position, MemorySegment destination) {
      asked.incrementAndGet();
      destination.fill((byte) 0);
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

  @Test
  @Proves("engine/7")
  void whatIsStaleInMemoryIsReadFromTheMedium() throws Exception {
    StaleStorage storage = new StaleStorage(new MemoryStorage(), new AtomicInteger());
    Pool.create(storage, OPTIONS, new Random(1));
    Pool pool = Pool.open(storage, OPTIONS, InstantSource.system(), null);
    VolumeId id = new VolumeId(1);
    pool.createVolume(id, BLOCKS * 4096L);
    byte[] bytes = new byte[BLOCKS * 4096];
    new Random(2).nextBytes(bytes);
    try (BlockDevice device = pool.openVolume(id)) {
      device.write(0, MemorySegment.ofArray(bytes), Durability.DURABLE);
      byte[] whole = new byte[bytes.length];
      device.read(0, MemorySegment.ofArray(whole));
      byte[] single = new byte[bytes.length];
      for (int at = 0; at < bytes.length; at += 4096) {
        device.read(at, MemorySegment.ofArray(single).asSlice(at, 4096));
      }

      assertThat(whole).isEqualTo(bytes);
      assertThat(single).isEqualTo(bytes);
      assertThat(storage.asked.get()).isGreaterThan(BLOCKS / 2);
    }
    pool.close();
  }
}
