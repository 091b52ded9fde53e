package dev.stillpoint.engine;

import dev.stillpoint.block.BlockDevice;
import dev.stillpoint.block.Durability;
import dev.stillpoint.block.Freeze;
import dev.stillpoint.block.GroupId;
import dev.stillpoint.block.ImageId;
import dev.stillpoint.block.VolumeId;
import dev.stillpoint.engine.pool.PoolOptions;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/**
 * Writes a number of random 4 KiB blocks over a disk of 2 TiB, freezes, clones, writes on, reopens
 * and verifies; run by {@link BoundedMemoryTest} in a process with a small heap.
 */
final class BoundedMemory {
  private static final long DISK_BYTES = 2L << 40;
  private static final long DISK_BLOCKS = DISK_BYTES / 4096;
  private static final PoolOptions OPTIONS =
      new PoolOptions(64L << 20, 24L << 30, 32L << 20, 64L << 20, 512L << 20, true);

  private final Arena arena = Arena.ofConfined();
  private final MemorySegment block = arena.allocate(4096, 4096);

  private BoundedMemory() {}

  public static void main(String[] arguments) throws Exception {
    new BoundedMemory().run(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
  }

  private void run(Path directory, int blocks) throws Exception {
    try (EmbeddedEngine engine = EmbeddedEngine.open(directory, OPTIONS, InstantSource.system())) {
      engine.createVolume(new VolumeId(1), DISK_BYTES);
      BlockDevice disk = engine.openVolume(new VolumeId(1));
      write(disk, blocks, 1);
      engine.freeze(new GroupId(1), List.of(new Freeze(new VolumeId(1), new ImageId(1))));
      engine.cloneVolume(new VolumeId(2), new ImageId(1), DISK_BYTES);
      write(disk, blocks / 16, 2);
      write(engine.openVolume(new VolumeId(2)), blocks / 16, 3);
    }
    List<String> findings = EmbeddedEngine.inspect(directory, OPTIONS, InstantSource.system());
    require(findings.isEmpty(), findings.toString());
    try (EmbeddedEngine engine = EmbeddedEngine.open(directory, OPTIONS, InstantSource.system())) {
      verify(engine.openImage(new ImageId(1)), blocks, blocks, 1);
      verify(engine.openVolume(new VolumeId(1)), blocks, blocks / 16, 2);
      verify(engine.openVolume(new VolumeId(2)), blocks, blocks / 16, 3);
    }
    System.out.println("verified " + findings.size() + " findings, " + blocks + " blocks");
  }

  /** The i-th block that is written: all over the disk, never one twice (an odd multiplier). */
  private static long at(int i) {
    return i * 0x9E3779B1L & (DISK_BLOCKS - 1);
  }

  private void write(BlockDevice disk, int blocks, int generation) throws Exception {
    for (int i = 0; i < blocks; i++) {
      long at = at(i);
      fill(at, generation);
      disk.write(at * 4096, block, Durability.VOLATILE);
    }
    disk.flush();
  }

  private void fill(long at, int generation) {
    for (int word = 0; word < 512; word++) {
      block.set(ValueLayout.JAVA_LONG, word * 8L, at * 31 + word * 7L + generation);
    }
  }

  private void verify(BlockDevice disk, int blocks, int newest, int generation) throws Exception {
    MemorySegment found = arena.allocate(4096, 4096);
    int step = Math.max(1, blocks / 20_000);
    for (int i = 0; i < blocks; i++) {
      long at = at(i);
      if (i % step == 0) {
        fill(at, i < newest ? generation : 1);
        disk.read(at * 4096, found);
        require(found.mismatch(block) < 0, "block " + at + " of generation " + generation);
      }
    }
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError(what);
    }
  }
}
