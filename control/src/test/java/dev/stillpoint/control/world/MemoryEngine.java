package dev.stillpoint.control.world;

import dev.stillpoint.block.BlockDevice;
import dev.stillpoint.block.BlockEngine;
import dev.stillpoint.block.BlockFault;
import dev.stillpoint.block.Cut;
import dev.stillpoint.block.DataKeyId;
import dev.stillpoint.block.Durability;
import dev.stillpoint.block.Extent;
import dev.stillpoint.block.Freeze;
import dev.stillpoint.block.GroupId;
import dev.stillpoint.block.GroupStatus;
import dev.stillpoint.block.ImageId;
import dev.stillpoint.block.ImageStatus;
import dev.stillpoint.block.KeyRing;
import dev.stillpoint.block.Lsn;
import dev.stillpoint.block.PoolStats;
import dev.stillpoint.block.Rollback;
import dev.stillpoint.block.VolumeId;
import dev.stillpoint.block.VolumeStatus;
import dev.stillpoint.block.Zeroing;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * An engine that keeps 4 KiB blocks in maps; to freeze is to copy a map. Every call is atomic, so a
 * crash falls between calls.
 */
public final class MemoryEngine implements BlockEngine {
  private final InstantSource clock;
  private final Map<VolumeId, Contents> volumes = new TreeMap<>();
  private final Map<ImageId, Image> images = new TreeMap<>();
  private final Map<GroupId, Cut> groups = new TreeMap<>();

  /** The images that the content of each volume began with, and those that these began with. */
  private final Map<VolumeId, Set<ImageId>> origins = new TreeMap<>();

  private final Map<ImageId, Set<ImageId>> originsOfImages = new TreeMap<>();

  private long lsn;
  private BlockFault failure;
  private boolean outOfService;
  private boolean answersLost;
  private KeyRing keys = KeyRing.EMPTY;

  public MemoryEngine(InstantSource clock) {
    this.clock = clock;
  }

  /** Asked from now on, as a real engine would ask: at each use of what is sealed. */
  public synchronized void keys(KeyRing ring) {
    keys = ring;
  }

  private void ask(Contents contents) throws BlockFault {
    if (contents.key().isPresent()) {
      keys.key(contents.key().get());
    }
  }

  /** The next call that changes something fails so. */
  public synchronized void failNext(BlockFault fault) {
    failure = fault;
  }

  /** From now on every call that changes something is refused. */
  public synchronized void takeOutOfService() {
    outOfService = true;
  }

  private void mayFail() throws BlockFault {
    if (outOfService) {
      throw new BlockFault.OutOfService("the pool is out of service");
    }
    if (failure != null) {
      BlockFault fault = failure;
      failure = null;
      throw fault;
    }
  }

  @Override
  public synchronized void createVolume(VolumeId id, long sizeBytes) throws BlockFault {
    create(id, new Contents(sizeBytes, new TreeMap<>(), Optional.empty()));
  }

  /** Keeps the blocks as they are, and the name of the key, which is asked for at each use. */
  @Override
  public synchronized void createSealedVolume(VolumeId id, long sizeBytes, DataKeyId key)
      throws BlockFault {
    create(id, new Contents(sizeBytes, new TreeMap<>(), Optional.of(key)));
  }

  private void create(VolumeId id, Contents contents) throws BlockFault {
    mayFail();
    if (volumes.containsKey(id)) {
      throw new BlockFault.AlreadyExists(id.toString());
    }
    lsn++;
    volumes.put(id, contents);
    origins.put(id, Set.of());
  }

  @Override
  public synchronized void cloneVolume(VolumeId id, ImageId from, long sizeBytes)
      throws BlockFault {
    Image image = image(from);
    Contents begin = image.contents();
    create(id, new Contents(sizeBytes, new TreeMap<>(begin.blocks()), begin.key()));
    begin(id, from);
  }

  @Override
  public synchronized void resizeVolume(VolumeId id, long sizeBytes) throws BlockFault {
    mayFail();
    volumes.put(id, new Contents(sizeBytes, volume(id).blocks(), volume(id).key()));
  }

  @Override
  public synchronized void deleteVolume(VolumeId id) throws BlockFault {
    mayFail();
    volume(id);
    lsn++;
    volumes.remove(id);
  }

  @Override
  public synchronized Cut freeze(GroupId group, List<Freeze> members) throws BlockFault {
    mayFail();
    if (groups.containsKey(group)) {
      throw new BlockFault.AlreadyExists(group.toString());
    }
    for (Freeze member : members) {
      volume(member.volume());
    }
    Cut cut = cut();
    for (Freeze member : members) {
      keep(group, member.image(), member.volume(), cut);
    }
    groups.put(group, cut);
    return cut;
  }

  private Cut cut() {
    lsn++;
    return new Cut(new Lsn(lsn), clock.instant());
  }

  private void begin(VolumeId volume, ImageId from) {
    Set<ImageId> all = new TreeSet<>(originsOfImages.get(from));
    all.add(from);
    origins.put(volume, all);
  }

  private void keep(GroupId group, ImageId image, VolumeId volume, Cut cut) {
    Contents now = volumes.get(volume);
    images.put(
        image,
        new Image(
            group, volume, new Contents(now.size(), new TreeMap<>(now.blocks()), now.key()), cut));
    originsOfImages.put(image, origins.get(volume));
    begin(volume, image);
  }

  @Override
  public synchronized Cut rollBack(GroupId undo, List<Rollback> members) throws BlockFault {
    mayFail();
    for (Rollback member : members) {
      volume(member.volume());
      VolumeId source = image(member.target()).source();
      boolean own = source.equals(member.volume());
      if (!own && !origins.get(member.volume()).contains(member.target())) {
        throw new BlockFault.NotFound(member.target() + " is not of " + member.volume());
      }
    }
    Cut cut = cut();
    for (Rollback member : members) {
      keep(undo, member.undo(), member.volume(), cut);
      Contents target = image(member.target()).contents();
      long size = volumes.get(member.volume()).size();
      volumes.put(
          member.volume(), new Contents(size, new TreeMap<>(target.blocks()), target.key()));
      begin(member.volume(), member.target());
    }
    groups.put(undo, cut);
    return cut;
  }

  @Override
  public synchronized void deleteImages(Collection<ImageId> ids) throws BlockFault {
    mayFail();
    if (ids.size() > GROUP_MEMBERS_MAX) {
      throw new IllegalArgumentException(ids.size() + " images in one deletion");
    }
    for (ImageId id : ids) {
      image(id);
    }
    lsn++;
    ids.forEach(images::remove);
    groups
        .keySet()
        .removeIf(
            group -> images.values().stream().noneMatch(image -> image.group().equals(group)));
  }

  private Contents volume(VolumeId id) throws BlockFault {
    Contents contents = volumes.get(id);
    if (contents == null) {
      throw new BlockFault.NotFound(id.toString());
    }
    return contents;
  }

  private Image image(ImageId id) throws BlockFault {
    Image image = images.get(id);
    if (image == null) {
      throw new BlockFault.NotFound(id.toString());
    }
    return image;
  }

  @Override
  public synchronized BlockDevice openVolume(VolumeId id) throws BlockFault {
    ask(volume(id));
    return new Device(id);
  }

  @Override
  public BlockDevice openImage(ImageId id) {
    throw new UnsupportedOperationException("control never opens an image");
  }

  @Override
  public synchronized Map<ImageId, Long> storedBytes(Collection<ImageId> ids) {
    Map<ImageId, Long> bytes = new TreeMap<>();
    for (ImageId id : ids) {
      if (images.containsKey(id)) {
        bytes.put(id, (long) images.get(id).contents().blocks().size() * BLOCK_BYTES);
      }
    }
    return bytes;
  }

  /** A block is the same one as long as nobody wrote it, because to freeze copies no bytes. */
  @Override
  @SuppressWarnings("ReferenceEquality") // The very array is what tells that nobody wrote it.
  public synchronized long changedBytes(ImageId id, ImageId since) throws BlockFault {
    Map<Long, byte[]> before = image(since).contents().blocks();
    return image(id).contents().blocks().entrySet().stream()
            .filter(entry -> before.get(entry.getKey()) != entry.getValue())
            .count()
        * BLOCK_BYTES;
  }

  @Override
  public synchronized long bytesFreedBy(Collection<ImageId> gone) throws BlockFault {
    Set<byte[]> freed = Collections.newSetFromMap(new IdentityHashMap<>());
    for (ImageId id : gone) {
      freed.addAll(image(id).contents().blocks().values());
    }
    images.forEach((id, image) -> {
      if (!gone.contains(id)) {
        freed.removeAll(image.contents().blocks().values());
      }
    });
    volumes.values().forEach(volume -> freed.removeAll(volume.blocks().values()));
    return (long) freed.size() * BLOCK_BYTES;
  }

  /** The first byte of a block of an image. */
  public synchronized byte imageByte(ImageId id, long block) throws BlockFault {
    ask(image(id).contents());
    byte[] bytes = image(id).contents().blocks().get(block);
    return bytes == null ? 0 : bytes[0];
  }

  @Override
  public synchronized List<VolumeStatus> volumes() {
    return volumes.entrySet().stream()
        .map(entry ->
            new VolumeStatus(
                entry.getKey(),
                entry.getValue().size(),
                (long) entry.getValue().blocks().size() * BLOCK_BYTES,
                entry.getValue().key()))
        .toList();
  }

  @Override
  public synchronized List<ImageStatus> images() {
    return images.entrySet().stream()
        .map(entry ->
            new ImageStatus(
                entry.getKey(),
                entry.getValue().group(),
                entry.getValue().source(),
                entry.getValue().contents().size(),
                entry.getValue().cut(),
                entry.getValue().contents().key()))
        .toList();
  }

  @Override
  public synchronized List<GroupStatus> groups() {
    List<GroupStatus> list = new ArrayList<>();
    groups.forEach((id, cut) ->
        list.add(
            new GroupStatus(
                id,
                cut,
                images.entrySet().stream()
                    .filter(entry -> entry.getValue().group().equals(id))
                    .map(Map.Entry::getKey)
                    .toList())));
    return list;
  }

  @Override
  public synchronized boolean inService() {
    return !outOfService;
  }

  /** The machine died: what was answered and not flushed may be gone. */
  public synchronized void loseAnswers() {
    answersLost = true;
  }

  @Override
  public synchronized boolean answersLost() {
    return answersLost;
  }

  @Override
  public synchronized void noteLostAnswers() {
    answersLost = false;
  }

  @Override
  public synchronized PoolStats stats() {
    return new PoolStats(
        0,
        0,
        0,
        0,
        new Lsn(lsn),
        new Lsn(lsn),
        new Lsn(0),
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        Optional.empty());
  }

  @Override
  public void close() {}

  private record Contents(long size, TreeMap<Long, byte[]> blocks, Optional<DataKeyId> key) {}

  private record Image(GroupId group, VolumeId source, Contents contents, Cut cut) {}

  /** Reads and writes whole blocks only. */
  private final class Device implements BlockDevice {
    private final VolumeId id;

    Device(VolumeId id) {
      this.id = id;
    }

    @Override
    public long sizeBytes() {
      synchronized (MemoryEngine.this) {
        return volumes.get(id).size();
      }
    }

    @Override
    public boolean readOnly() {
      return false;
    }

    @Override
    public void read(long offset, MemorySegment destination) throws BlockFault {
      synchronized (MemoryEngine.this) {
        ask(volume(id));
        byte[] bytes = volume(id).blocks().get(offset / BLOCK_BYTES);
        destination.fill((byte) 0);
        if (bytes != null) {
          destination.copyFrom(MemorySegment.ofArray(bytes));
        }
      }
    }

    @Override
    public void write(long offset, MemorySegment source, Durability durability) throws BlockFault {
      synchronized (MemoryEngine.this) {
        ask(volume(id));
        lsn++;
        volume(id).blocks().put(offset / BLOCK_BYTES, source.toArray(ValueLayout.JAVA_BYTE));
      }
    }

    @Override
    public void zero(long offset, long length, Zeroing zeroing, Durability durability)
        throws BlockFault {
      synchronized (MemoryEngine.this) {
        mayFail();
        lsn++;
        volume(id).blocks().subMap(offset / BLOCK_BYTES, (offset + length) / BLOCK_BYTES).clear();
      }
    }

    @Override
    public void flush() {}

    @Override
    public List<Extent> extents(long offset, long length, int limit) {
      throw new UnsupportedOperationException("no test asks");
    }

    @Override
    public void fence() {}
  }
}
