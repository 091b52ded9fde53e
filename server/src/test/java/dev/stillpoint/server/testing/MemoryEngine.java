package dev.stillpoint.server.testing;

import dev.stillpoint.block.BlockDevice;
import dev.stillpoint.block.BlockEngine;
import dev.stillpoint.block.BlockFault;
import dev.stillpoint.block.Cut;
import dev.stillpoint.block.Freeze;
import dev.stillpoint.block.GroupId;
import dev.stillpoint.block.GroupStatus;
import dev.stillpoint.block.ImageId;
import dev.stillpoint.block.ImageStatus;
import dev.stillpoint.block.Lsn;
import dev.stillpoint.block.PoolStats;
import dev.stillpoint.block.Rollback;
import dev.stillpoint.block.VolumeId;
import dev.stillpoint.block.VolumeStatus;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A block engine in memory, one lock around everything: right, and as slow as it likes. */
public final class MemoryEngine implements BlockEngine {
  private final InstantSource clock;
  private final Map<VolumeId, MemoryVolume> volumes = new TreeMap<>();
  private final Map<ImageId, Image> images = new TreeMap<>();
  private final Map<GroupId, Cut> cuts = new TreeMap<>();
  private long lsn;
  private boolean closed;

  public MemoryEngine(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public synchronized void createVolume(VolumeId id, long sizeBytes) throws BlockFault {
    add(id, new MemoryVolume(sizeBytes, false, Map.of()));
  }

  @Override
  public synchronized void cloneVolume(VolumeId id, ImageId from, long sizeBytes)
      throws BlockFault {
    add(id, new MemoryVolume(sizeBytes, false, image(from).bytes.blocks()));
  }

  @Override
  public synchronized void resizeVolume(VolumeId id, long sizeBytes) throws BlockFault {
    volume(id).resize(sizeBytes);
  }

  @Override
  public synchronized void deleteVolume(VolumeId id) throws BlockFault {
    volume(id).gone();
    volumes.remove(id);
  }

  @Override
  public synchronized Cut freeze(GroupId group, List<Freeze> members) throws BlockFault {
    for (Freeze member : members) {
      volume(member.volume());
    }
    Cut cut = cut(group);
    for (Freeze member : members) {
      keep(group, member.volume(), member.image(), cut);
    }
    return cut;
  }

  @Override
  public synchronized Cut rollBack(GroupId undo, List<Rollback> members) throws BlockFault {
    for (Rollback member : members) {
      volume(member.volume());
      image(member.target());
    }
    Cut cut = cut(undo);
    for (Rollback member : members) {
      keep(undo, member.volume(), member.undo(), cut);
      volume(member.volume()).replace(image(member.target()).bytes.blocks());
    }
    return cut;
  }

  @Override
  public synchronized void deleteImages(Collection<ImageId> ids) throws BlockFault {
    for (ImageId id : ids) {
      image(id);
    }
    for (ImageId id : ids) {
      Image gone = images.remove(id);
      gone.bytes.gone();
      if (images.values().stream().noneMatch(image -> image.group.equals(gone.group))) {
        cuts.remove(gone.group);
      }
    }
  }

  @Override
  public synchronized BlockDevice openVolume(VolumeId id) throws BlockFault {
    return volume(id).open();
  }

  @Override
  public synchronized BlockDevice openImage(ImageId id) throws BlockFault {
    return image(id).bytes.open();
  }

  @Override
  public synchronized List<VolumeStatus> volumes() {
    return volumes.entrySet().stream()
        .map(entry ->
            new VolumeStatus(
                entry.getKey(), entry.getValue().sizeBytes(), entry.getValue().writtenBytes()))
        .toList();
  }

  @Override
  public synchronized List<ImageStatus> images() {
    return images.entrySet().stream()
        .map(entry -> {
          Image image = entry.getValue();
          return new ImageStatus(
              entry.getKey(),
              image.group,
              image.source,
              image.bytes.sizeBytes(),
              cuts.get(image.group));
        })
        .toList();
  }

  @Override
  public synchronized List<GroupStatus> groups() {
    List<GroupStatus> groups = new ArrayList<>();
    for (Map.Entry<GroupId, Cut> group : cuts.entrySet()) {
      List<ImageId> members =
          images.entrySet().stream()
              .filter(image -> image.getValue().group.equals(group.getKey()))
              .map(Map.Entry::getKey)
              .toList();
      groups.add(new GroupStatus(group.getKey(), group.getValue(), members));
    }
    return groups;
  }

  @Override
  public synchronized PoolStats stats() {
    Lsn newest = new Lsn(lsn);
    return new PoolStats(Long.MAX_VALUE, 0, 0, 0, newest, newest, newest, 0, 0, 0);
  }

  @Override
  public synchronized void close() {
    closed = true;
  }

  /** True once {@link #close} was called. */
  public synchronized boolean isClosed() {
    return closed;
  }

  private void add(VolumeId id, MemoryVolume volume) throws BlockFault {
    if (volumes.putIfAbsent(id, volume) != null) {
      throw new BlockFault.AlreadyExists("volume " + id.value());
    }
  }

  private void keep(GroupId group, VolumeId source, ImageId name, Cut cut) throws BlockFault {
    MemoryVolume live = volume(source);
    Image image = new Image(group, source, new MemoryVolume(live.sizeBytes(), true, live.blocks()));
    if (images.putIfAbsent(name, image) != null || cut == null) {
      throw new BlockFault.AlreadyExists("image " + name.value());
    }
  }

  private Cut cut(GroupId group) throws BlockFault {
    Cut cut = new Cut(new Lsn(++lsn), clock.instant().truncatedTo(ChronoUnit.MILLIS));
    if (cuts.putIfAbsent(group, cut) != null) {
      throw new BlockFault.AlreadyExists("group " + group.value());
    }
    return cut;
  }

  private MemoryVolume volume(VolumeId id) throws BlockFault {
    MemoryVolume volume = volumes.get(id);
    if (volume == null) {
      throw new BlockFault.NotFound("volume " + id.value());
    }
    return volume;
  }

  private Image image(ImageId id) throws BlockFault {
    Image image = images.get(id);
    if (image == null) {
      throw new BlockFault.NotFound("image " + id.value());
    }
    return image;
  }

  private record Image(GroupId group, VolumeId source, MemoryVolume bytes) {}
}
