package dev.stillpoint.engine.pool;

import dev.stillpoint.block.BlockFault;
import dev.stillpoint.block.Cut;
import dev.stillpoint.block.DataKeyId;
import dev.stillpoint.block.GroupId;
import dev.stillpoint.block.GroupStatus;
import dev.stillpoint.block.ImageId;
import dev.stillpoint.block.ImageStatus;
import dev.stillpoint.block.Lsn;
import dev.stillpoint.block.VolumeId;
import dev.stillpoint.block.VolumeStatus;
import dev.stillpoint.engine.format.Layout;
import dev.stillpoint.engine.format.LogRecord;
import dev.stillpoint.engine.state.FrozenGroup;
import dev.stillpoint.engine.state.FrozenImage;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is in a pool, in the words of the waist. */
final class Listing {
  /** 4 GiB: how much of two maps is compared while the lock is held. */
  private static final long CHANGED_STEP_BLOCKS = 1 << 20;

  private final Core core;

  Listing(Core core) {
    this.core = core;
  }

  List<VolumeStatus> volumes() {
    core.lock.lock();
    try {
      return core.state.volumes().stream()
          .map(v ->
              new VolumeStatus(
                  new VolumeId(v.id()),
                  v.sizeBlocks() << Layout.BLOCK_SHIFT,
                  v.map().dataBlocks() << Layout.BLOCK_SHIFT,
                  key(v.key())))
          .toList();
    } finally {
      core.lock.unlock();
    }
  }

  Map<ImageId, Long> storedBytes(Collection<ImageId> images) {
    Map<ImageId, Long> bytes = new HashMap<>();
    core.lock.lock();
    try {
      for (ImageId id : images) {
        FrozenImage image = core.state.image(id.value());
        if (image != null) {
          bytes.put(id, image.map().dataBlocks() << Layout.BLOCK_SHIFT);
        }
      }
    } finally {
      core.lock.unlock();
    }
    return bytes;
  }

  long changedBytes(ImageId id, ImageId sinceId) throws BlockFault.NotFound {
    long blocks = 0;
    long first = 0;
    long end = 1;
    while (first < end) {
      core.lock.lock();
      try {
        FrozenImage image = image(id);
        end = image.sizeBlocks();
        blocks += image.map().changed(image(sinceId).map(), first, CHANGED_STEP_BLOCKS);
      } finally {
        core.lock.unlock();
      }
      first += CHANGED_STEP_BLOCKS;
    }
    return blocks << Layout.BLOCK_SHIFT;
  }

  private FrozenImage image(ImageId id) throws BlockFault.NotFound {
    FrozenImage image = core.state.image(id.value());
    if (image == null) {
      throw new BlockFault.NotFound("no image " + id.value());
    }
    return image;
  }

  List<ImageStatus> images() {
    core.lock.lock();
    try {
      return core.state.images().stream()
          .map(i ->
              new ImageStatus(
                  new ImageId(i.id()),
                  new GroupId(i.group()),
                  new VolumeId(i.source()),
                  i.sizeBlocks() << Layout.BLOCK_SHIFT,
                  cut(core.state.group(i.group())),
                  key(i.key())))
          .toList();
    } finally {
      core.lock.unlock();
    }
  }

  private static Optional<DataKeyId> key(long key) {
    return key == LogRecord.PLAIN ? Optional.empty() : Optional.of(new DataKeyId(key));
  }

  private static Cut cut(FrozenGroup group) {
    return new Cut(new Lsn(group.lsn()), Instant.ofEpochMilli(group.timeMillis()));
  }

  List<GroupStatus> groups() {
    core.lock.lock();
    try {
      return core.state.groups().stream()
          .map(g ->
              new GroupStatus(
                  new GroupId(g.id()), cut(g), g.images().stream().map(ImageId::new).toList()))
          .toList();
    } finally {
      core.lock.unlock();
    }
  }
}
