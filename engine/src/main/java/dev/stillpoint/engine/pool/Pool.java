package dev.stillpoint.engine.pool;

import dev.stillpoint.block.BlockDevice;
import dev.stillpoint.block.BlockEngine;
import dev.stillpoint.block.BlockFault;
import dev.stillpoint.block.Cut;
import dev.stillpoint.block.DataKeyId;
import dev.stillpoint.block.Freeze;
import dev.stillpoint.block.GroupId;
import dev.stillpoint.block.GroupStatus;
import dev.stillpoint.block.ImageId;
import dev.stillpoint.block.ImageStatus;
import dev.stillpoint.block.Invariant;
import dev.stillpoint.block.Lsn;
import dev.stillpoint.block.PoolStats;
import dev.stillpoint.block.Rollback;
import dev.stillpoint.block.Scrubbing;
import dev.stillpoint.block.VolumeId;
import dev.stillpoint.block.VolumeStatus;
import dev.stillpoint.engine.checkpoint.CheckpointFiles;
import dev.stillpoint.engine.checkpoint.Superblock;
import dev.stillpoint.engine.format.Layout;
import dev.stillpoint.engine.format.LogRecord;
import dev.stillpoint.engine.io.Storage;
import dev.stillpoint.engine.log.LogObserver;
import dev.stillpoint.engine.log.SegmentFiles;
import dev.stillpoint.engine.recovery.ReplayCase;
import dev.stillpoint.engine.seal.Sealing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * An open pool. It has no threads: every call runs to its end on the caller's thread, background
 * work included ({@link #writeOut}, {@link #maintain}), so the same seed gives the same run. Safe
 * for use by several threads.
 */
public final class Pool implements BlockEngine {
  private final Core core;
  private final Maintenance maintenance;
  private final History history;
  private final Past past;
  private final Life life;
  private final Structure structure;
  private final Listing listing;
  private final Set<ReplayCase> replayCases;
  private final boolean readOnly;
  private final ThreadLocal<ReadPath> readPaths;
  private final ThreadLocal<VolumeDevice.Scratch> scratches =
      ThreadLocal.withInitial(VolumeDevice.Scratch::new);

  Pool(
      Core core,
      Maintenance maintenance,
      History history,
      Life life,
      InstantSource clock,
      Set<ReplayCase> replayCases,
      boolean readOnly) {
    this.core = core;
    this.maintenance = maintenance;
    this.history = history;
    this.life = life;
    this.structure = new Structure(core, clock, readOnly);
    this.listing = new Listing(core);
    this.replayCases = replayCases;
    this.readOnly = readOnly;
    this.readPaths = ThreadLocal.withInitial(() -> new ReadPath(core));
    this.past =
        new Past(
            core,
            history,
            structure,
            volume -> new VolumeDevice(core, readPaths, scratches, volume));
    core.relief(maintenance);
  }

  /**
   * Whether a storage holds a pool. One whose creation a crash cut off is none; one whose
   * superblock is damaged is a pool, and opening it says so.
   */
  public static boolean exists(Storage storage) throws IOException {
    return storage.names().contains(Superblock.FILE)
        && (Superblock.newest(storage).isPresent()
            || new CheckpointFiles(storage, 0, 0).newestNumber() > 1
            || SegmentFiles.anyHasBatches(storage));
  }

  /** Makes an empty pool. Until this returns, the storage holds none. */
  public static void create(Storage storage, PoolOptions options, RandomGenerator ids)
      throws IOException {
    Founding.found(storage, options, ids);
  }

  /** Opens a pool without any key. */
  public static Pool open(
      Storage storage, PoolOptions options, InstantSource clock, LogObserver observer)
      throws IOException {
    return open(storage, options, clock, observer, Sealing.NONE);
  }

  /** Opens a pool for reading and writing. */
  public static Pool open(
      Storage storage,
      PoolOptions options,
      InstantSource clock,
      LogObserver observer,
      Sealing sealing)
      throws IOException {
    return open(storage, options, clock, observer, sealing, Seams.SOUND);
  }

  /**
   * As {@link #open(Storage, PoolOptions, InstantSource, LogObserver, Sealing)}, with a planted
   * bug.
   */
  public static Pool open(
      Storage storage,
      PoolOptions options,
      InstantSource clock,
      LogObserver observer,
      Sealing sealing,
      Seams seams)
      throws IOException {
    return Opening.of(storage, options, clock, observer, sealing, seams, false);
  }

  /** Opens a pool to look at it: nothing is written, and writes are refused. */
  public static Pool openToInspect(Storage storage, PoolOptions options, InstantSource clock)
      throws IOException {
    return Opening.of(storage, options, clock, null, Sealing.NONE, Seams.SOUND, true);
  }

  /** Called, under the lock, when so much waits in the buffer that it should be written out. */
  public void onBufferFilled(Runnable signal) {
    core.onBufferFilled(signal);
  }

  @Override
  public void createVolume(VolumeId id, long sizeBytes) throws BlockFault {
    structure.createVolume(id, sizeBytes, LogRecord.PLAIN);
  }

  @Override
  public void createSealedVolume(VolumeId id, long sizeBytes, DataKeyId key) throws BlockFault {
    structure.createVolume(id, sizeBytes, key.value());
  }

  @Override
  public void cloneVolume(VolumeId id, ImageId from, long sizeBytes) throws BlockFault {
    structure.cloneVolume(id, from, sizeBytes);
  }

  @Override
  public void resizeVolume(VolumeId id, long sizeBytes) throws BlockFault {
    structure.resizeVolume(id, sizeBytes);
  }

  @Override
  public void deleteVolume(VolumeId id) throws BlockFault {
    structure.deleteVolume(id);
  }

  @Override
  public Cut freeze(GroupId group, List<Freeze> members) throws BlockFault {
    return structure.freeze(group, members);
  }

  /**
   * As {@link #freeze}, but of what the volumes were at a moment of the window that is kept.
   *
   * @param at the last record that counts; see {@link #lsnAt}
   * @param time what the group says of when that was
   * @return the cut, whose LSN is that of the record which makes the group
   * @throws BlockFault.NotFound when that moment is not in the window, or a volume was not there
   */
  public Cut freezePast(GroupId group, List<Freeze> members, Lsn at, Instant time)
      throws BlockFault {
    return past.freeze(group, members, at, time);
  }

  /**
   * The last record at an instant. It comes with those that followed within the same batch: a tenth
   * of a second's at most.
   *
   * @throws BlockFault.NotFound when that instant is not in the window
   */
  public Lsn lsnAt(Instant instant) throws BlockFault {
    return past.at(instant);
  }

  @Override
  public Cut rollBack(GroupId undo, List<Rollback> members) throws BlockFault {
    return structure.rollBack(undo, members);
  }

  @Override
  public void deleteImages(Collection<ImageId> images) throws BlockFault {
    structure.deleteImages(images);
  }

  @Override
  public BlockDevice openVolume(VolumeId id) throws BlockFault {
    core.requireReadable();
    VolumeDevice device;
    core.lock.lock();
    try {
      device = new VolumeDevice(core, readPaths, scratches, structure.volume(id));
    } finally {
      core.lock.unlock();
    }
    device.requireKey();
    return device;
  }

  @Override
  public BlockDevice openImage(ImageId id) throws BlockFault {
    core.requireReadable();
    ImageDevice device;
    core.lock.lock();
    try {
      device = new ImageDevice(core, readPaths, structure.image(id));
    } finally {
      core.lock.unlock();
    }
    device.requireKey();
    return device;
  }

  @Override
  public List<VolumeStatus> volumes() {
    return listing.volumes();
  }

  @Override
  public Map<ImageId, Long> storedBytes(Collection<ImageId> images) {
    return listing.storedBytes(images);
  }

  @Override
  public long changedBytes(ImageId image, ImageId since) throws BlockFault {
    return listing.changedBytes(image, since);
  }

  @Override
  public long bytesFreedBy(Collection<ImageId> images) throws BlockFault {
    return listing.bytesFreedBy(images);
  }

  @Override
  public List<ImageStatus> images() {
    return listing.images();
  }

  @Override
  public List<GroupStatus> groups() {
    return listing.groups();
  }

  @Override
  public boolean inService() {
    return core.inService();
  }

  @Override
  public boolean answersLost() {
    return life.answersLost();
  }

  @Override
  public void noteLostAnswers() throws BlockFault {
    core.requireService();
    try {
      life.noted();
    } catch (IOException e) {
      throw new BlockFault.Io("cannot write the superblock: " + e.getMessage(), e);
    }
  }

  @Override
  public PoolStats stats() {
    return listing.stats(maintenance, history);
  }

  /** Segments whose tables are in memory, since their footers are not written yet. */
  int tablesInMemory() {
    return core.files.tablesInMemory();
  }

  /** Memory that nodes of maps take which were read and are kept. */
  long mapsInMemoryBytes() {
    core.lock.lock();
    try {
      return core.state.nodes().cachedBytes();
    } finally {
      core.lock.unlock();
    }
  }

  /** How often a node of a map was looked at, since it was opened. */
  long looksAtNodes() {
    core.lock.lock();
    try {
      return core.state.nodes().looks();
    } finally {
      core.lock.unlock();
    }
  }

  /** Room that the nodes of all maps take on disk, in one copy. */
  public long mapBytes() {
    return (long) core.state.nodes().store().usedPages() << Layout.BLOCK_SHIFT;
  }

  /**
   * Pages of maps that were taken from their second copy, and written anew, since it was opened.
   */
  public long mendedMapPages() {
    return core.state.nodes().store().mendedPages();
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

  /** When and how fast it is scrubbed; on request only, until this is called. */
  public void scrubPlan(ScrubPlan plan) {
    maintenance.scrubber().plan(plan);
  }

  /** Who reads everything over; one bounded step with each {@link #maintain}. */
  public Scrubbing scrubbing() {
    return maintenance.scrubber();
  }

  /**
   * One bounded step of scrubbing, for whoever does not want to wait for its pace.
   *
   * @return false when no pass is under way
   */
  public boolean scrub() throws BlockFault {
    core.requireService();
    return maintenance.scrub();
  }

  /** Blocks that maps reach and that counted as dead; they live from now on. */
  int recount() throws IOException {
    return new Verification(core).recount();
  }

  Scrubber scrubber() {
    return maintenance.scrubber();
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
   * @throws UncheckedIOException when the maps cannot be read
   */
  public void verify() {
    try {
      new Verification(core).accounting();
    } catch (IOException e) {
      throw new UncheckedIOException("the maps cannot be read", e);
    }
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
      core.state.nodes().store().close();
      if (!readOnly) {
        life.end();
        core.storage.dropLastingMemory();
      }
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
