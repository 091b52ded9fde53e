package dev.stillpoint.engine.pool;

import dev.stillpoint.block.BlockFault;
import dev.stillpoint.block.Cut;
import dev.stillpoint.block.DataKeyId;
import dev.stillpoint.block.GroupId;
import dev.stillpoint.block.GroupStatus;
import dev.stillpoint.block.ImageId;
import dev.stillpoint.block.ImageStatus;
import dev.stillpoint.block.Lsn;
import dev.stillpoint.block.PoolStats;
import dev.stillpoint.block.VolumeId;
import dev.stillpoint.block.VolumeStatus;
import dev.stillpoint.engine.format.Layout;
import dev.stillpoint.engine.format.LogRecord;
import dev.stillpoint.engine.map.ChangedWalk;
import dev.stillpoint.engine.state.Anchors;
import dev.stillpoint.engine.state.FreedCount;
import dev.stillpoint.engine.state.FrozenGroup;
import dev.stillpoint.engine.state.FrozenImage;
import dev.stillpoint.engine.state.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is in a pool, in the words of the waist. */
final class Listing {
  /** How much of two maps is compared while the lock is held. */
  private static final int CHANGED_STEP_LEAVES = 64;

  /** How many images are looked up while the lock is held. */
  private static final int IMAGES_AT_ONCE = 256;

  private final Core core;

  Listing(Core core) {
    this.core = core;
  }

  List<VolumeStatus> volumes() {
    core.lock.lock();
    try {
      return core.state.volumes().stream()
          .filter(v -> !Anchors.hidden(v.id()))
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

  /** How the pool stands. */
  PoolStats stats(Maintenance maintenance, History history) {
    core.lock.lock();
    try {
      return new PoolStats(
          core.geometry.slots() * core.geometry.segmentBytes(),
          core.segments.inUse() * core.geometry.segmentBytes(),
          core.segments.liveBlocks() << Layout.BLOCK_SHIFT,
          core.log.bufferedBytes(),
          new Lsn(core.log.appendedLsn()),
          new Lsn(core.log.durableLsn()),
          new Lsn(maintenance.checkpointLsn()),
          maintenance.cleanedBlocks() << Layout.BLOCK_SHIFT,
          core.log.syncCount(),
          core.log.syncedWriteCount(),
          core.corruptReads.get(),
          core.log.clientBlocks() << Layout.BLOCK_SHIFT,
          core.log.appendedBlocks() << Layout.BLOCK_SHIFT,
          core.files.lostFooterPages(),
          maintenance.stuckSegments(),
          history.window());
    } finally {
      core.lock.unlock();
    }
  }

  Map<ImageId, Long> storedBytes(Collection<ImageId> images) {
    Map<ImageId, Long> bytes = new HashMap<>();
    List<ImageId> ids = List.copyOf(images);
    for (int from = 0; from < ids.size(); from += IMAGES_AT_ONCE) {
      List<ImageId> some = ids.subList(from, Math.min(ids.size(), from + IMAGES_AT_ONCE));
      core.lock.lock();
      try {
        for (ImageId id : some) {
          FrozenImage image = core.state.image(id.value());
          if (image != null) {
            bytes.put(id, image.map().dataBlocks() << Layout.BLOCK_SHIFT);
          }
        }
      } finally {
        core.lock.unlock();
      }
    }
    return bytes;
  }

  long changedBytes(ImageId id, ImageId sinceId) throws BlockFault {
    ChangedWalk walk =
        core.ask(() -> new ChangedWalk(core.state.nodes(), image(id).map(), image(sinceId).map()));
    boolean more = true;
    while (more) {
      more =
          core.ask(() -> {
            // The nodes of an image that is gone may be freed.
            image(id);
            image(sinceId);
            return walk.step(CHANGED_STEP_LEAVES);
          });
    }
    return walk.blocks() << Layout.BLOCK_SHIFT;
  }

  long bytesFreedBy(Collection<ImageId> ids) throws BlockFault {
    FreedCount count = new FreedCount(core.state.nodes(), core.state.versions(), versions(ids));
    boolean more = true;
    while (more) {
      more = core.ask(() -> count.step(CHANGED_STEP_LEAVES));
    }
    return count.blocks() << Layout.BLOCK_SHIFT;
  }

  private List<Version> versions(Collection<ImageId> ids) throws BlockFault {
    List<ImageId> left = new ArrayList<>(ids);
    List<Version> versions = new ArrayList<>(left.size());
    while (versions.size() < left.size()) {
      core.ask(() -> {
        int end = Math.min(left.size(), versions.size() + IMAGES_AT_ONCE);
        while (versions.size() < end) {
          versions.add(image(left.get(versions.size())).version());
        }
        return null;
      });
    }
    return versions;
  }

  private FrozenImage image(ImageId id) throws BlockFault.NotFound {
    FrozenImage image = core.state.image(id.value());
    if (image == null) {
      throw new BlockFault.NotFound("no image " + id.value());
    }
    return image;
  }

  List<ImageStatus> images() {
    return held().stream()
        .map(i ->
            new ImageStatus(
                new ImageId(i.id()),
                new GroupId(i.group()),
                new VolumeId(i.source()),
                i.sizeBlocks() << Layout.BLOCK_SHIFT,
                cut(i.cut()),
                key(i.key())))
        .toList();
  }

  /** All images; the lock is held only to copy the names of some of them at a time. */
  private List<FrozenImage> held() {
    List<FrozenImage> images = new ArrayList<>();
    boolean more;
    do {
      long after = images.isEmpty() ? Anchors.BELOW_ALL_OTHERS : images.getLast().id();
      core.lock.lock();
      try {
        more = core.state.imagesAfter(after, IMAGES_AT_ONCE, images);
      } finally {
        core.lock.unlock();
      }
    } while (more);
    return images;
  }

  private static Optional<DataKeyId> key(long key) {
    return key == LogRecord.PLAIN ? Optional.empty() : Optional.of(new DataKeyId(key));
  }

  private static Cut cut(FrozenGroup.Cut cut) {
    return new Cut(new Lsn(cut.lsn()), Instant.ofEpochMilli(cut.timeMillis()));
  }

  List<GroupStatus> groups() {
    return heldGroups().stream()
        .map(g ->
            new GroupStatus(
                new GroupId(g.id()), cut(g.cut()), g.images().stream().map(ImageId::new).toList()))
        .toList();
  }

  private List<FrozenGroup> heldGroups() {
    List<FrozenGroup> groups = new ArrayList<>();
    boolean more;
    do {
      long after = groups.isEmpty() ? Anchors.BELOW_ALL_OTHERS : groups.getLast().id();
      core.lock.lock();
      try {
        more = core.state.groupsAfter(after, IMAGES_AT_ONCE, groups);
      } finally {
        core.lock.unlock();
      }
    } while (more);
    return groups;
  }
}
