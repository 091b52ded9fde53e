package dev.stillpoint.engine.pool;

import dev.stillpoint.block.BlockDevice;
import dev.stillpoint.block.BlockEngine;
import dev.stillpoint.block.BlockFault;
import dev.stillpoint.block.Cut;
import dev.stillpoint.block.Freeze;
import dev.stillpoint.block.GroupId;
import dev.stillpoint.block.GroupStatus;
import dev.stillpoint.block.ImageId;
import dev.stillpoint.block.ImageStatus;
import dev.stillpoint.block.Invariant;
import dev.stillpoint.block.Lsn;
import dev.stillpoint.block.PoolStats;
import dev.stillpoint.block.Rollback;
import dev.stillpoint.block.VolumeId;
import dev.stillpoint.block.VolumeStatus;
import dev.stillpoint.engine.checkpoint.Checkpoint;
import dev.stillpoint.engine.checkpoint.CheckpointFiles;
import dev.stillpoint.engine.checkpoint.Superblock;
import dev.stillpoint.engine.format.Layout;
import dev.stillpoint.engine.format.LogRecord;
import dev.stillpoint.engine.format.RecordCodec;
import dev.stillpoint.engine.io.Storage;
import dev.stillpoint.engine.log.LogObserver;
import dev.stillpoint.engine.log.LogPosition;
import dev.stillpoint.engine.log.LogWriter;
import dev.stillpoint.engine.log.PoolIdentity;
import dev.stillpoint.engine.log.SegmentFiles;
import dev.stillpoint.engine.recovery.Recovery;
import dev.stillpoint.engine.recovery.ReplayCase;
import dev.stillpoint.engine.space.Geometry;
import dev.stillpoint.engine.space.Segments;
import dev.stillpoint.engine.state.FrozenGroup;
import dev.stillpoint.engine.state.FrozenImage;
import dev.stillpoint.engine.state.LiveVolume;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;

/**
 * An open pool. It has no threads: every call runs to its end on the caller's thread, background
 * work included ({@link #writeOut}, {@link #maintain}), so the same seed gives the same run. Safe
 * for use by several threads.
 */
public final class Pool implements BlockEngine {
  private final Core core;
  private final Maintenance maintenance;
  private final InstantSource clock;
  private final Set<ReplayCase> replayCases;
  private final boolean readOnly;
  private final ThreadLocal<ReadPath> readPaths;
  private final ThreadLocal<VolumeDevice.Scratch> scratches =
      ThreadLocal.withInitial(VolumeDevice.Scratch::new);

  private Pool(
      Core core,
      Maintenance maintenance,
      InstantSource clock,
      Set<ReplayCase> replayCases,
      boolean readOnly) {
    this.core = core;
    this.maintenance = maintenance;
    this.clock = clock;
    this.replayCases = replayCases;
    this.readOnly = readOnly;
    this.readPaths = ThreadLocal.withInitial(() -> new ReadPath(core));
    core.relief(maintenance);
  }

  /** Whether a storage holds a pool. */
  public static boolean exists(Storage storage) throws IOException {
    return storage.names().contains(Superblock.FILE);
  }

  /** Makes an empty pool. Until this returns, the storage holds none. */
  public static void create(Storage storage, PoolOptions options, RandomGenerator ids)
      throws IOException {
    Superblock superblock =
        new Superblock(ids.nextLong(), ids.nextLong(), options.segmentBytes(), 0);
    Geometry geometry = options.geometry();
    PoolIdentity pool = new PoolIdentity(superblock.poolHigh(), superblock.poolLow(), 0);
    try (SegmentFiles files = new SegmentFiles(storage, geometry, pool)) {
      files.create(0);
    }
    new CheckpointFiles(storage, pool.high(), pool.low())
        .write(
            new Checkpoint(
                1,
                new LogPosition(0, 1, 0, 0, 1),
                2,
                List.of(),
                Collections.emptySortedMap(),
                List.of(),
                List.of(),
                List.of()));
    superblock.write(storage);
  }

  /** Opens a pool for reading and writing. */
  public static Pool open(
      Storage storage, PoolOptions options, InstantSource clock, LogObserver observer)
      throws IOException {
    return open(storage, options, clock, observer, Seams.SOUND);
  }

  /** As {@link #open(Storage, PoolOptions, InstantSource, LogObserver)}, with a planted bug. */
  public static Pool open(
      Storage storage, PoolOptions options, InstantSource clock, LogObserver observer, Seams seams)
      throws IOException {
    return open(storage, options, clock, observer, seams, false);
  }

  /** Opens a pool to look at it: nothing is written, and writes are refused. */
  public static Pool openToInspect(Storage storage, PoolOptions options, InstantSource clock)
      throws IOException {
    return open(storage, options, clock, null, Seams.SOUND, true);
  }

  private static Pool open(
      Storage storage,
      PoolOptions options,
      InstantSource clock,
      LogObserver observer,
      Seams seams,
      boolean readOnly)
      throws IOException {
    Superblock superblock = Superblock.read(storage).nextEpoch();
    if (!readOnly) {
      superblock.write(storage);
    }
    PoolIdentity pool =
        new PoolIdentity(superblock.poolHigh(), superblock.poolLow(), superblock.epoch());
    Geometry geometry = geometry(storage, superblock, options);
    Segments segments = new Segments(geometry);
    SegmentFiles files = new SegmentFiles(storage, geometry, pool);
    Recovery.Result found = Recovery.run(storage, files, segments, pool, seams.payloadCheck());
    if (!readOnly) {
      Recovery.settle(files, segments, found);
    }
    found.replayed().forEach((slot, table) -> files.checks(slot, table.checks()));
    ReentrantLock lock = new ReentrantLock();
    LogWriter log =
        new LogWriter(
            new LogWriter.Parts(
                lock,
                files,
                segments,
                pool,
                clock,
                observer,
                seams.flushOrder(),
                options.bufferBytes()),
            found.end(),
            found.table(),
            found.nextSegment());
    Core core =
        new Core(new Core.Parts(storage, options, lock, segments, files, found.state(), log));
    CheckpointFiles checkpoints = new CheckpointFiles(storage, pool.high(), pool.low());
    Maintenance maintenance =
        new Maintenance(
            core,
            checkpoints,
            clock,
            checkpoints.newestNumber() + 1,
            found.checkpoint().position().nextLsn() - 1);
    return new Pool(core, maintenance, clock, found.cases(), readOnly);
  }

  /** A pool that was made smaller than its files keeps them all. */
  private static Geometry geometry(Storage storage, Superblock superblock, PoolOptions options)
      throws IOException {
    Geometry wanted = Geometry.of(superblock.segmentBytes(), options.poolBytes());
    int highest =
        storage.names().stream()
            .map(SegmentFiles::slotOf)
            .flatMap(Optional::stream)
            .max(Integer::compare)
            .orElse(0);
    return new Geometry(wanted.shift(), Math.max(wanted.slots(), highest + 1));
  }

  /** Called, under the lock, when so much waits in the buffer that it should be written out. */
  public void onBufferFilled(Runnable signal) {
    core.onBufferFilled(signal);
  }

  @Override
  public void createVolume(VolumeId id, long sizeBytes) throws BlockFault {
    long blocks = blocks(sizeBytes);
    structural(
        Core.RESERVE_FOR_DATA,
        () -> {
          requireNewVolume(id);
          return record(new LogRecord.CreateVolume(id.value(), blocks));
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
  private long record(LogRecord record) {
    long lsn = core.log.append(record);
    core.state.apply(record, lsn, 0);
    return lsn;
  }

  /** Appends what changes more than bytes, and waits until it is durable. */
  private void structural(int reserve, Core.Append append) throws BlockFault {
    if (readOnly) {
      throw new BlockFault.ReadOnly("the pool was opened to be inspected");
    }
    core.flushTo(core.append(0, reserve, append));
  }

  @Override
  public void cloneVolume(VolumeId id, ImageId from, long sizeBytes) throws BlockFault {
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
          return record(new LogRecord.CloneVolume(id.value(), from.value(), blocks));
        });
  }

  private FrozenImage image(ImageId id) throws BlockFault.NotFound {
    FrozenImage image = core.state.image(id.value());
    if (image == null) {
      throw new BlockFault.NotFound("no image " + id.value());
    }
    return image;
  }

  private LiveVolume volume(VolumeId id) throws BlockFault.NotFound {
    LiveVolume volume = core.state.volume(id.value());
    if (volume == null) {
      throw new BlockFault.NotFound("no volume " + id.value());
    }
    return volume;
  }

  @Override
  public void resizeVolume(VolumeId id, long sizeBytes) throws BlockFault {
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

  @Override
  public void deleteVolume(VolumeId id) throws BlockFault {
    structural(
        Core.RESERVE_FOR_DELETIONS,
        () -> {
          volume(id);
          return record(new LogRecord.DeleteVolume(id.value()));
        });
  }

  @Override
  public Cut freeze(GroupId group, List<Freeze> members) throws BlockFault {
    requireMembers(members.size(), new TreeSet<>(members.stream().map(Freeze::volume).toList()));
    Cut[] cut = new Cut[1];
    structural(
        Core.RESERVE_FOR_DATA,
        () -> {
          requireNewGroup(group);
          List<LogRecord.FreezeMember> entries = new ArrayList<>(members.size());
          TreeSet<Long> images = new TreeSet<>();
          for (Freeze member : members) {
            volume(member.volume());
            requireNewImage(member.image(), images);
            entries.add(
                new LogRecord.FreezeMember(member.volume().value(), member.image().value()));
          }
          long now = clock.millis();
          long lsn = record(new LogRecord.Freeze(group.value(), now, entries));
          cut[0] = new Cut(new Lsn(lsn), Instant.ofEpochMilli(now));
          return lsn;
        });
    return cut[0];
  }

  private static void requireMembers(int count, Set<VolumeId> volumes) {
    if (count < 1 || count > GROUP_MEMBERS_MAX) {
      throw new IllegalArgumentException(
          "a group has 1 to " + GROUP_MEMBERS_MAX + " members, not " + count);
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

  @Override
  public Cut rollBack(GroupId undo, List<Rollback> members) throws BlockFault {
    requireMembers(members.size(), new TreeSet<>(members.stream().map(Rollback::volume).toList()));
    Cut[] cut = new Cut[1];
    structural(
        Core.RESERVE_FOR_RECORDS,
        () -> {
          requireNewGroup(undo);
          List<LogRecord.RollBackMember> entries = new ArrayList<>(members.size());
          TreeSet<Long> images = new TreeSet<>();
          for (Rollback member : members) {
            requireOwnImage(member);
            requireNewImage(member.undo(), images);
            entries.add(
                new LogRecord.RollBackMember(
                    member.volume().value(), member.target().value(), member.undo().value()));
          }
          long now = clock.millis();
          long lsn = record(new LogRecord.RollBack(undo.value(), now, entries));
          cut[0] = new Cut(new Lsn(lsn), Instant.ofEpochMilli(now));
          return lsn;
        });
    return cut[0];
  }

  private void requireOwnImage(Rollback member) throws BlockFault {
    FrozenImage target = image(member.target());
    LiveVolume volume = volume(member.volume());
    if (target.source() != volume.id()) {
      throw new BlockFault.NotFound(
          "image " + target.id() + " was not frozen from volume " + volume.id());
    }
  }

  @Override
  public void deleteImages(Collection<ImageId> images) throws BlockFault {
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

  @Override
  public BlockDevice openVolume(VolumeId id) throws BlockFault {
    core.requireService();
    core.lock.lock();
    try {
      return new VolumeDevice(core, readPaths, scratches, volume(id));
    } finally {
      core.lock.unlock();
    }
  }

  @Override
  public BlockDevice openImage(ImageId id) throws BlockFault {
    core.requireService();
    core.lock.lock();
    try {
      return new ImageDevice(core, readPaths, image(id));
    } finally {
      core.lock.unlock();
    }
  }

  @Override
  public List<VolumeStatus> volumes() {
    core.lock.lock();
    try {
      return core.state.volumes().stream()
          .map(v ->
              new VolumeStatus(
                  new VolumeId(v.id()),
                  v.sizeBlocks() << Layout.BLOCK_SHIFT,
                  v.map().dataBlocks() << Layout.BLOCK_SHIFT))
          .toList();
    } finally {
      core.lock.unlock();
    }
  }

  @Override
  public List<ImageStatus> images() {
    core.lock.lock();
    try {
      return core.state.images().stream()
          .map(i ->
              new ImageStatus(
                  new ImageId(i.id()),
                  new GroupId(i.group()),
                  new VolumeId(i.source()),
                  i.sizeBlocks() << Layout.BLOCK_SHIFT,
                  cut(core.state.group(i.group()))))
          .toList();
    } finally {
      core.lock.unlock();
    }
  }

  private static Cut cut(FrozenGroup group) {
    return new Cut(new Lsn(group.lsn()), Instant.ofEpochMilli(group.timeMillis()));
  }

  @Override
  public List<GroupStatus> groups() {
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

  @Override
  public PoolStats stats() {
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
          core.corruptReads.get());
    } finally {
      core.lock.unlock();
    }
  }

  /** Rows of the recovery table that opening this pool met. */
  public Set<ReplayCase> replayCases() {
    return Collections.unmodifiableSet(replayCases);
  }

  /**
   * Writes the buffer to the log, without a sync: what a flusher does every 100 ms.
   *
   * @return true if there was anything to write
   */
  public boolean writeOut() throws BlockFault {
    return core.writeOut();
  }

  /**
   * One bounded step of background work: giving back, preparing, checkpoint, cleaning.
   *
   * @return false when nothing is due
   */
  public boolean maintain() throws BlockFault {
    core.requireService();
    try {
      return maintenance.step();
    } catch (IOException e) {
      throw new BlockFault.Io("background work failed: " + e.getMessage(), e);
    } catch (Invariant.Broken e) {
      throw core.fail(e);
    }
  }

  /** Takes a checkpoint now. */
  public void checkpoint() throws BlockFault {
    core.requireService();
    if (!maintenance.checkpoint()) {
      throw new BlockFault.Io("no checkpoint could be written", null);
    }
  }

  /**
   * Compares the accounting with the maps: marks everything that they reach and counts.
   *
   * @throws Invariant.Broken when they differ
   */
  public void verify() {
    new Verification(core).accounting();
  }

  /** Reads and compares everything; see {@link Verification#findings}. */
  public List<String> inspect() throws BlockFault, IOException {
    if (!readOnly) {
      core.writeOut();
    }
    return new Verification(core).findings();
  }

  @Override
  public void close() throws BlockFault {
    if (!core.inService()) {
      return;
    }
    if (!readOnly) {
      maintenance.checkpoint();
    }
    core.close();
    try {
      core.files.close();
      core.storage.close();
    } catch (IOException e) {
      throw new BlockFault.Io("cannot close the pool: " + e.getMessage(), e);
    }
  }

  /** Takes the pool out of service: somebody who turns its cranks cannot go on. */
  public void fail(Throwable cause) {
    core.fail(cause);
  }

  /** Cuts all ties without writing anything more, as a crash would. */
  public void abandon() {
    core.close();
  }
}
