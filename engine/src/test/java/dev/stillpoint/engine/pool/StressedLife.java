package dev.stillpoint.engine.pool;

import dev.stillpoint.block.BlockDevice;
import dev.stillpoint.block.BlockEngine;
import dev.stillpoint.block.BlockFault;
import dev.stillpoint.block.Durability;
import dev.stillpoint.block.Freeze;
import dev.stillpoint.block.GroupId;
import dev.stillpoint.block.ImageId;
import dev.stillpoint.block.Rollback;
import dev.stillpoint.block.VolumeId;
import dev.stillpoint.block.Zeroing;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * One owner of disks that nobody else touches: freezes, rolls back, clones and deletes them, and
 * knows at any time what each block of each of them must hold.
 */
final class StressedLife implements Stress.Turn {
  private static final int BLOCKS = 48;
  private static final int IMAGES_MAX = 3;

  private final Stress stress;
  private final BlockEngine engine;
  private final Random random;
  private final TreeMap<ImageId, long[]> images = new TreeMap<>();

  /** The newest that the volume can go back to. */
  private ImageId newest;

  private VolumeId volume;
  private BlockDevice device;
  private long[] blocks = new long[BLOCKS];

  StressedLife(Stress stress, Random random) throws BlockFault {
    this.stress = stress;
    this.engine = stress.engine();
    this.random = random;
    volume = new VolumeId(stress.name());
    engine.createVolume(volume, BLOCKS * Stress.BLOCK_BYTES);
    device = engine.openVolume(volume);
  }

  @Override
  public void take() throws BlockFault {
    switch (random.nextInt(40)) {
      case 0 -> freeze();
      case 1 -> rollBack();
      case 2 -> moveToAClone();
      case 3 -> deleteImages();
      case 4, 5, 6, 7 -> zero();
      case 8, 9, 10, 11, 12 -> check(device, blocks);
      default -> write();
    }
  }

  private void write() throws BlockFault {
    int block = random.nextInt(BLOCKS);
    blocks[block] = stress.name();
    device.write(
        (long) block * Stress.BLOCK_BYTES,
        Stress.stamped(blocks[block], Stress.BLOCK_BYTES),
        random.nextInt(16) == 0 ? Durability.DURABLE : Durability.VOLATILE);
  }

  private void zero() throws BlockFault {
    int block = random.nextInt(BLOCKS);
    int count = random.nextInt(1, BLOCKS - block + 1);
    Arrays.fill(blocks, block, block + count, 0);
    device.zero(
        (long) block * Stress.BLOCK_BYTES,
        (long) count * Stress.BLOCK_BYTES,
        random.nextBoolean() ? Zeroing.HOLE : Zeroing.ALLOCATED,
        Durability.VOLATILE);
  }

  private void freeze() throws BlockFault {
    if (images.size() < IMAGES_MAX) {
      ImageId image = new ImageId(stress.name());
      engine.freeze(new GroupId(stress.name()), List.of(new Freeze(volume, image)));
      images.put(image, blocks.clone());
      newest = image;
    }
  }

  private void rollBack() throws BlockFault {
    if (!images.isEmpty()) {
      ImageId target = newest;
      ImageId undo = new ImageId(stress.name());
      engine.rollBack(new GroupId(stress.name()), List.of(new Rollback(volume, target, undo)));
      images.put(undo, blocks);
      newest = undo;
      blocks = images.get(target).clone();
      check(device, blocks);
    }
  }

  private void moveToAClone() throws BlockFault {
    if (!images.isEmpty()) {
      Map.Entry<ImageId, long[]> from = images.firstEntry();
      VolumeId clone = new VolumeId(stress.name());
      engine.cloneVolume(clone, from.getKey(), BLOCKS * Stress.BLOCK_BYTES);
      engine.deleteVolume(volume);
      volume = clone;
      device = engine.openVolume(volume);
      newest = from.getKey();
      blocks = from.getValue().clone();
    }
  }

  private void deleteImages() throws BlockFault {
    for (Map.Entry<ImageId, long[]> image : images.entrySet()) {
      try (BlockDevice reader = engine.openImage(image.getKey())) {
        check(reader, image.getValue());
      }
    }
    engine.deleteImages(images.keySet());
    images.clear();
  }

  private static void check(BlockDevice reader, long[] expected) throws BlockFault {
    MemorySegment all = MemorySegment.ofArray(new byte[BLOCKS * Stress.BLOCK_BYTES]);
    reader.read(0, all);
    for (int i = 0; i < BLOCKS; i++) {
      long found = Stress.number(all, (long) i * Stress.BLOCK_BYTES, Stress.BLOCK_BYTES);
      Stress.require(
          found == expected[i],
          "block " + i + " of an only owner is of write " + found + ", not " + expected[i]);
    }
  }
}
