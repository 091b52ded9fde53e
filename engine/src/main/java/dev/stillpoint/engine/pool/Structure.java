package dev.stillpoint.engine.pool;

import dev.stillpoint.block.BlockEngine;
import dev.stillpoint.block.BlockFault;
import dev.stillpoint.block.Cut;
import dev.stillpoint.block.Freeze;
import dev.stillpoint.block.GroupId;
import dev.stillpoint.block.ImageId;
import dev.stillpoint.block.Lsn;
import dev.stillpoint.block.Rollback;
import dev.stillpoint.block.VolumeId;
import dev.stillpoint.engine.format.BatchHeader;
import dev.stillpoint.engine.format.Layout;
import dev.stillpoint.engine.format.LogRecord;
import dev.stillpoint.engine.format.RecordCodec;
import dev.stillpoint.engine.map.NodeMissing;
import dev.stillpoint.engine.state.Anchors;
import dev.stillpoint.engine.state.FrozenImage;
import dev.stillpoint.engine.state.LiveVolume;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import java.util.function.LongUnaryOperator;

/**
 * What changes more than bytes: volumes, images, groups. Each operation is checked and appended as
 * one record under the append lock, and answered when that record and the log before it are
 * durable; so it happens wholly or not at all (invariant 4).
 */
final class Structure {
  private final Core core;
  private final InstantSource clock;
  private final boolean readOnly;

  Structure(Core core, InstantSource clock, boolean readOnly) {
    this.core = core;
    this.clock = clock;
    this.readOnly = readOnly;
  }

  /**
   * Makes a volume.
   *
   * @param key name of a data key, or {@link LogRecord#PLAIN}
   */
  void createVolume(VolumeId id, long sizeBytes, long key) throws BlockFault {
    long blocks = blocks(sizeBytes);
    structural(
        Core.RESERVE_FOR_DATA,
        () -> {
          requireNewVolume(id);
          return begin(new LogRecord.CreateVolume(id.value(), blocks, key), List.of(id.value()));
        });
  }

  private static long blocks(long sizeBytes) {
    if (sizeBytes <= 0 || sizeBytes % Layout.BLOCK_BYTES != 0) {
      throw new IllegalArgumentException(
          "a volume's size is a positive multiple of 4096 bytes, not " + sizeBytes);
    }
    return sizeBytes >>> Layout.BLOCK_SHIFT;
  }

  private void requireNewVolume(VolumeId id) throws BlockFault.AlreadyExists {
    if (core.state.volume(id.value()) != null) {
      throw new BlockFault.AlreadyExists("volume " + id.value() + " exists");
    }
  }

  /** Appends a record and applies it; the caller holds the lock. */
  long record(LogRecord record) throws NodeMissing {
    long lsn = core.log.append(record);
    core.state.apply(record, lsn, core.log.nextLocation());
    return lsn;
  }

  /**
   * Appends a record that volumes begin with, or begin anew. While the past is kept, an anchor
   * stands right behind it, in the same batch if both fit: nobody could tell from the log alone
   * what an image held that is gone by then. The caller holds the lock.
   *
   * @return LSN of the last of them
   */
  private long begin(LogRecord record, List<Long> volumes) throws NodeMissing {
    if (core.state.anchors().isEmpty()) {
      return record(record);
    }
    LogRecord.Freeze bridge =
        Anchors.record(Anchors.Kind.BRIDGE, core.log.appendedLsn() + 2, clock.millis(), volumes);
    int bytes = RecordCodec.bytes(record) + RecordCodec.bytes(bridge);
    if (bytes <= BatchHeader.RECORDS_BYTES_MAX) {
      core.log.keepTogether(bytes, 0);
    }
    record(record);
    return record(bridge);
  }

  /** Appends what changes more than bytes, and waits until it is durable. */
  private void structural(int reserve, Core.Append append) throws BlockFault {
    if (readOnly) {
      throw new BlockFault.ReadOnly("the pool was opened to be inspected");
    }
    core.flushTo(core.append(0, false, reserve, append));
  }

  void cloneVolume(VolumeId id, ImageId from, long sizeBytes) throws BlockFault {
    long blocks = blocks(sizeBytes);
    structural(
        Core.RESERVE_FOR_DATA,
        () -> {
          requireNewVolume(id);
          FrozenImage image = image(from);
          if (blocks < image.sizeBlocks()) {
            throw new BlockFault.OutOfRange(
                "a clone of image " + from.value() + " needs at least its size");
          }
          return begin(
              new LogRecord.CloneVolume(id.value(), from.value(), blocks), List.of(id.value()));
        });
  }

  FrozenImage image(ImageId id) throws BlockFault.NotFound {
    FrozenImage image = core.state.image(id.value());
    if (image == null) {
      throw new BlockFault.NotFound("no image " + id.value());
    }
    return image;
  }

  LiveVolume volume(VolumeId id) throws BlockFault.NotFound {
    LiveVolume volume = core.state.volume(id.value());
    if (volume == null) {
      throw new BlockFault.NotFound("no volume " + id.value());
    }
    return volume;
  }

  void resizeVolume(VolumeId id, long sizeBytes) throws BlockFault {
    long blocks = blocks(sizeBytes);
    structural(
        Core.RESERVE_FOR_DATA,
        () -> {
          if (blocks < volume(id).sizeBlocks()) {
            throw new BlockFault.OutOfRange("volume " + id.value() + " cannot shrink");
          }
          return record(new LogRecord.ResizeVolume(id.value(), blocks));
        });
  }

  void deleteVolume(VolumeId id) throws BlockFault {
    structural(
        Core.RESERVE_FOR_DELETIONS,
        () -> {
          volume(id);
          return record(new LogRecord.DeleteVolume(id.value()));
        });
  }

  Cut freeze(GroupId group, List<Freeze> members) throws BlockFault {
    return freeze(group, members, volume -> volume, clock::millis);
  }

  /** Freezes what was built on the scratch volumes of the members. */
  Cut freezeScratch(GroupId group, List<Freeze> members, long timeMillis) throws BlockFault {
    return freeze(group, members, Anchors::scratch, () -> timeMillis);
  }

  private Cut freeze(
      GroupId group, List<Freeze> members, LongUnaryOperator frozen, LongSupplier time)
      throws BlockFault {
    requireMembers(members);
    Cut[] cut = new Cut[1];
    structural(
        Core.RESERVE_FOR_DATA,
        () -> {
          requireNew(group, members);
          List<LogRecord.FreezeMember> entries = new ArrayList<>(members.size());
          for (Freeze member : members) {
            long volume = frozen.applyAsLong(member.volume().value());
            if (core.state.volume(volume) == null) {
              throw new BlockFault.NotFound("no volume " + member.volume().value());
            }
            entries.add(new LogRecord.FreezeMember(volume, member.image().value()));
          }
          long now = time.getAsLong();
          long lsn = record(new LogRecord.Freeze(group.value(), now, entries));
          cut[0] = new Cut(new Lsn(lsn), Instant.ofEpochMilli(now));
          return lsn;
        });
    return cut[0];
  }

  /** Throws unless members can be those of one group. */
  static void requireMembers(List<Freeze> members) {
    requireMembers(members.size(), new TreeSet<>(members.stream().map(Freeze::volume).toList()));
  }

  /** Throws unless a group and its images can be made under their names. */
  void requireNew(GroupId group, List<Freeze> members) throws BlockFault {
    requireNewGroup(group);
    TreeSet<Long> images = new TreeSet<>();
    for (Freeze member : members) {
      requireNewImage(member.image(), images);
    }
  }

  private static void requireMembers(int count, Set<VolumeId> volumes) {
    if (count < 1 || count > BlockEngine.GROUP_MEMBERS_MAX) {
      throw new IllegalArgumentException(
          "a group has 1 to " + BlockEngine.GROUP_MEMBERS_MAX + " members, not " + count);
    }
    if (volumes.size() != count) {
      throw new IllegalArgumentException("a group names each volume once");
    }
  }

  private void requireNewGroup(GroupId group) throws BlockFault.AlreadyExists {
    if (core.state.group(group.value()) != null) {
      throw new BlockFault.AlreadyExists("group " + group.value() + " exists");
    }
  }

  private void requireNewImage(ImageId image, Set<Long> others) throws BlockFault.AlreadyExists {
    if (core.state.image(image.value()) != null || !others.add(image.value())) {
      throw new BlockFault.AlreadyExists("image " + image.value() + " exists");
    }
  }

  Cut rollBack(GroupId undo, List<Rollback> members) throws BlockFault {
    requireMembers(members.size(), new TreeSet<>(members.stream().map(Rollback::volume).toList()));
    Cut[] cut = new Cut[1];
    structural(
        Core.RESERVE_FOR_RECORDS,
        () -> {
          requireNewGroup(undo);
          List<LogRecord.RollBackMember> entries = new ArrayList<>(members.size());
          TreeSet<Long> images = new TreeSet<>();
          for (Rollback member : members) {
            requireRelatedImage(member);
            requireNewImage(member.undo(), images);
            entries.add(
                new LogRecord.RollBackMember(
                    member.volume().value(), member.target().value(), member.undo().value()));
          }
          long now = clock.millis();
          long lsn = core.log.appendedLsn() + 1;
          cut[0] = new Cut(new Lsn(lsn), Instant.ofEpochMilli(now));
          return begin(
              new LogRecord.RollBack(undo.value(), now, entries),
              members.stream().map(member -> member.volume().value()).toList());
        });
    return cut[0];
  }

  private void requireRelatedImage(Rollback member) throws BlockFault {
    FrozenImage target = image(member.target());
    LiveVolume volume = volume(member.volume());
    boolean own = target.source() == volume.id();
    if (!(own || volume.version().stemsFrom(target.version()))
        || target.key() != volume.key()
        || target.sizeBlocks() > volume.sizeBlocks()) {
      throw new BlockFault.NotFound(
          "image " + target.id() + " is not one that volume " + volume.id() + " can go back to");
    }
  }

  void deleteImages(Collection<ImageId> images) throws BlockFault {
    List<Long> ids = new TreeSet<>(images).stream().map(ImageId::value).toList();
    if (ids.isEmpty()) {
      return;
    }
    if (ids.size() > RecordCodec.DELETE_IMAGES_MAX) {
      throw new IllegalArgumentException(
          "one call deletes at most " + RecordCodec.DELETE_IMAGES_MAX + " images");
    }
    structural(
        Core.RESERVE_FOR_DELETIONS,
        () -> {
          for (long id : ids) {
            image(new ImageId(id));
          }
          return record(new LogRecord.DeleteImages(ids));
        });
  }
}
