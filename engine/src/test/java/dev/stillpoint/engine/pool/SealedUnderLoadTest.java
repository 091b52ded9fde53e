package dev.stillpoint.engine.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillpoint.block.BlockDevice;
import dev.stillpoint.block.BlockFault;
import dev.stillpoint.block.DataKeyId;
import dev.stillpoint.block.Durability;
import dev.stillpoint.block.VolumeId;
import dev.stillpoint.engine.EmbeddedEngine;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Many threads on one sealed volume in real files, whose key comes and goes under their hands. */
@Timeout(120)
class SealedUnderLoadTest {
  private static final PoolOptions OPTIONS =
      new PoolOptions(1 << 20, 128 << 20, 8 << 20, 1 << 20, 16 << 20, true);
  private static final DataKeyId KEY = new DataKeyId(5);
  private static final VolumeId VOLUME = new VolumeId(1);
  private static final int WORKERS = 4;
  private static final int BLOCKS_EACH = 128;
  private static final int OPERATIONS = 1500;

  private final TestKeys keys = new TestKeys();

  /** What one worker did, in blocks of its own: the number of the last write of each. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Work(int[] written, int refused) {}

  @Test
  void eachReadIsRightOrRefusedAndEachWriteWholeOrRefused(@TempDir Path directory)
      throws Exception {
    keys.give(KEY);
    List<Work> done = new ArrayList<>();
    try (EmbeddedEngine engine = open(directory);
        ExecutorService threads = Executors.newCachedThreadPool()) {
      engine.createSealedVolume(VOLUME, (long) WORKERS * BLOCKS_EACH * 4096, KEY);
      BlockDevice device = engine.openVolume(VOLUME);
      AtomicBoolean working = new AtomicBoolean(true);
      Future<?> flicker = threads.submit(() -> flicker(working));
      List<Callable<Work>> workers = new ArrayList<>();
      for (int worker = 0; worker < WORKERS; worker++) {
        int number = worker;
        workers.add(() -> work(device, number));
      }
      for (Future<Work> work : threads.invokeAll(workers)) {
        done.add(work.get());
      }
      working.set(false);
      flicker.get();
    }
    assertThat(done.stream().mapToInt(Work::refused).sum()).isPositive();
    keys.give(KEY);
    try (EmbeddedEngine engine = open(directory)) {
      BlockDevice device = engine.openVolume(VOLUME);
      for (int worker = 0; worker < WORKERS; worker++) {
        for (int block = 0; block < BLOCKS_EACH; block++) {
          requireBlock(device, worker, block, done.get(worker).written()[block]);
        }
      }
    }
    assertThat(EmbeddedEngine.inspect(directory, OPTIONS, InstantSource.system())).isEmpty();
  }

  private EmbeddedEngine open(Path directory) throws Exception {
    return EmbeddedEngine.open(directory, OPTIONS, InstantSource.system(), keys);
  }

  private void flicker(AtomicBoolean working) {
    while (working.get()) {
      keys.take(KEY);
      LockSupport.parkNanos(50_000);
      keys.give(KEY);
      LockSupport.parkNanos(50_000);
    }
    keys.give(KEY);
  }

  private static Work work(BlockDevice device, int worker) throws BlockFault {
    Random random = new Random(worker);
    int[] written = new int[BLOCKS_EACH];
    int refused = 0;
    for (int operation = 1; operation <= OPERATIONS; operation++) {
      int block = random.nextInt(BLOCKS_EACH);
      try {
        if (random.nextInt(3) == 0) {
          requireBlock(device, worker, block, written[block]);
        } else {
          device.write(
              at(worker, block),
              MemorySegment.ofArray(content(worker, block, operation)),
              Durability.VOLATILE);
          written[block] = operation;
        }
      } catch (BlockFault.KeyUnavailable e) {
        refused++;
      }
    }
    return new Work(written, refused);
  }

  private static long at(int worker, int block) {
    return ((long) worker * BLOCKS_EACH + block) * 4096;
  }

  private static byte[] content(int worker, int block, int operation) {
    byte[] bytes = new byte[4096];
    if (operation > 0) {
      new Random(worker * 31L + block * 7L + operation * 1009L).nextBytes(bytes);
    }
    return bytes;
  }

  private static void requireBlock(BlockDevice device, int worker, int block, int operation)
      throws BlockFault {
    byte[] found = new byte[4096];
    device.read(at(worker, block), MemorySegment.ofArray(found));
    if (!Arrays.equals(found, content(worker, block, operation))) {
      throw new AssertionError("block " + block + " of worker " + worker);
    }
  }
}
