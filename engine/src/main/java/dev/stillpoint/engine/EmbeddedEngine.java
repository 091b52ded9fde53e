package dev.stillpoint.engine;

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
import dev.stillpoint.block.KeyRing;
import dev.stillpoint.block.PoolStats;
import dev.stillpoint.block.Rollback;
import dev.stillpoint.block.ScrubStatus;
import dev.stillpoint.block.Scrubbing;
import dev.stillpoint.block.VolumeId;
import dev.stillpoint.block.VolumeStatus;
import dev.stillpoint.engine.io.file.FileStorage;
import dev.stillpoint.engine.pool.Pool;
import dev.stillpoint.engine.pool.PoolOptions;
import dev.stillpoint.engine.pool.Repair;
import dev.stillpoint.engine.pool.ScrubPlan;
import dev.stillpoint.engine.seal.Sealing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A pool in a directory, with the two threads that turn its cranks: the flusher writes answered
 * data to the log within 100 ms or 8 MiB, the keeper does the work apart from the data path.
 */
public final class EmbeddedEngine implements BlockEngine, Scrubbing {
  private static final long FLUSH_NANOS = TimeUnit.MILLISECONDS.toNanos(80);
  private static final long KEEP_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private final Pool pool;
  private final Thread flusher;
  private final Thread keeper;
  private final boolean direct;
  private volatile boolean stopping;

  private EmbeddedEngine(Pool pool, boolean direct) {
    this.pool = pool;
    this.direct = direct;
    this.flusher =
        Thread.ofPlatform()
            .name("stillpoint-flusher")
            .daemon()
            .unstarted(() -> guarded(this::flush));
    this.keeper =
        Thread.ofPlatform().name("stillpoint-keeper").daemon().unstarted(() -> guarded(this::keep));
  }

  /** As {@link #open(Path, PoolOptions, InstantSource, KeyRing)}, without any key. */
  public static EmbeddedEngine open(Path directory, PoolOptions options, InstantSource clock)
      throws IOException {
    return open(directory, options, clock, KeyRing.EMPTY);
  }

  /**
   * Opens the pool in a directory, which is made, readable by its owner only, if it is not there.
   *
   * @param options see {@link PoolOptions}; the segment size counts only for a new pool
   * @param keys asked for the keys of sealed volumes, at each use
   * @throws IOException when the directory cannot be used or holds something else than a pool of
   *     this version
   */
  public static EmbeddedEngine open(
      Path directory, PoolOptions options, InstantSource clock, KeyRing keys) throws IOException {
    if (!Files.isDirectory(directory)) {
      Files.createDirectories(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    FileStorage storage = FileStorage.open(directory);
    if (!Pool.exists(storage)) {
      Pool.create(storage, options, new SecureRandom());
    }
    EmbeddedEngine engine =
        new EmbeddedEngine(
            Pool.open(storage, options, clock, null, new Sealing(keys, new SecureRandom())),
            storage.direct());
    engine.pool.onBufferFilled(() -> LockSupport.unpark(engine.flusher));
    engine.flusher.start();
    engine.keeper.start();
    return engine;
  }

  /**
   * Reads a pool that nobody serves and compares log, maps, accounting and checksums with each
   * other; writes nothing.
   *
   * @return one sentence for each thing that is wrong
   * @throws IOException when the pool cannot be opened at all
   */
  public static List<String> inspect(Path directory, PoolOptions options, InstantSource clock)
      throws IOException {
    try (Inspection inspection = openToInspect(directory, options, clock)) {
      return inspection.findings();
    } catch (BlockFault e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /**
   * Repairs what can be repaired without losing more in a pool that nobody serves: copies are
   * written anew from the intact ones, and maps that are lost are made anew from the log, if it
   * tells all of them. What is set aside for that stays in the directory.
   *
   * @return what was done and what could not be, a sentence each
   * @throws IOException when the pool cannot be opened, before or after
   */
  public static List<String> repair(Path directory, PoolOptions options, InstantSource clock)
      throws IOException {
    try (FileStorage storage = FileStorage.open(directory)) {
      return Repair.run(storage, options, clock);
    } catch (BlockFault e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /** A pool that is looked at: answers every question and changes nothing. */
  public static Inspection openToInspect(Path directory, PoolOptions options, InstantSource clock)
      throws IOException {
    return new Inspection(Pool.openToInspect(FileStorage.openToRead(directory), options, clock));
  }

  /**
   * An open pool that nobody writes to.
   *
   * @param engine refuses every change
   */
  public record Inspection(BlockEngine engine) implements AutoCloseable {
    /** One sentence for each thing in the pool that is wrong; reads all live data. */
    public List<String> findings() throws BlockFault, IOException {
      return ((Pool) engine).inspect();
    }

    @Override
    public void close() throws BlockFault {
      engine.close();
    }
  }

  /** The most bytes of a new pool in a directory: its file system less ten percent. */
  public static long defaultPoolBytes(Path directory) throws IOException {
    return Files.getFileStore(directory).getTotalSpace() / 10 * 9;
  }

  /** Whether the page cache is bypassed; false where the file system refuses direct I/O. */
  public boolean direct() {
    return direct;
  }

  /** A crank that stops turning takes the pool out of service rather than leave it half alive. */
  private void guarded(Runnable crank) {
    try {
      crank.run();
    } catch (RuntimeException | Error e) {
      pool.fail(e);
      throw e;
    }
  }

  private void flush() {
    while (!stopping) {
      LockSupport.parkNanos(this, FLUSH_NANOS);
      try {
        pool.writeOut();
      } catch (BlockFault e) {
        // The pool has said why it is out of service; every caller hears it.
        return;
      }
    }
  }

  private void keep() {
    while (!stopping) {
      try {
        if (!pool.maintain()) {
          LockSupport.parkNanos(this, KEEP_NANOS);
        }
      } catch (BlockFault.OutOfService e) {
        return;
      } catch (BlockFault e) {
        // Out of space, or a file that cannot be made now: the writers hear of it; try again later.
        LockSupport.parkNanos(this, TimeUnit.SECONDS.toNanos(1));
      }
    }
  }

  @Override
  public void createVolume(VolumeId id, long sizeBytes) throws BlockFault {
    pool.createVolume(id, sizeBytes);
  }

  @Override
  public void createSealedVolume(VolumeId id, long sizeBytes, DataKeyId key) throws BlockFault {
    pool.createSealedVolume(id, sizeBytes, key);
  }

  @Override
  public void cloneVolume(VolumeId id, ImageId from, long sizeBytes) throws BlockFault {
    pool.cloneVolume(id, from, sizeBytes);
  }

  @Override
  public void resizeVolume(VolumeId id, long sizeBytes) throws BlockFault {
    pool.resizeVolume(id, sizeBytes);
  }

  @Override
  public void deleteVolume(VolumeId id) throws BlockFault {
    pool.deleteVolume(id);
  }

  @Override
  public Cut freeze(GroupId group, List<Freeze> members) throws BlockFault {
    return pool.freeze(group, members);
  }

  @Override
  public Cut rollBack(GroupId undo, List<Rollback> members) throws BlockFault {
    return pool.rollBack(undo, members);
  }

  @Override
  public void deleteImages(Collection<ImageId> images) throws BlockFault {
    pool.deleteImages(images);
  }

  @Override
  public BlockDevice openVolume(VolumeId id) throws BlockFault {
    return pool.openVolume(id);
  }

  @Override
  public BlockDevice openImage(ImageId id) throws BlockFault {
    return pool.openImage(id);
  }

  @Override
  public List<VolumeStatus> volumes() {
    return pool.volumes();
  }

  @Override
  public Map<ImageId, Long> storedBytes(Collection<ImageId> images) {
    return pool.storedBytes(images);
  }

  @Override
  public long changedBytes(ImageId image, ImageId since) throws BlockFault {
    return pool.changedBytes(image, since);
  }

  @Override
  public long bytesFreedBy(Collection<ImageId> images) throws BlockFault {
    return pool.bytesFreedBy(images);
  }

  @Override
  public List<ImageStatus> images() {
    return pool.images();
  }

  @Override
  public List<GroupStatus> groups() {
    return pool.groups();
  }

  @Override
  public boolean inService() {
    return pool.inService();
  }

  @Override
  public boolean answersLost() {
    return pool.answersLost();
  }

  @Override
  public void noteLostAnswers() throws BlockFault {
    pool.noteLostAnswers();
  }

  /** When and how fast the pool is scrubbed; on request only, until this is called. */
  public void scrubPlan(ScrubPlan plan) {
    pool.scrubPlan(plan);
  }

  @Override
  public void startScrub() {
    pool.scrubbing().startScrub();
    LockSupport.unpark(keeper);
  }

  @Override
  public void stopScrub() {
    pool.scrubbing().stopScrub();
  }

  @Override
  public ScrubStatus scrubStatus() {
    return pool.scrubbing().scrubStatus();
  }

  @Override
  public PoolStats stats() {
    return pool.stats();
  }

  @Override
  public void close() throws BlockFault {
    stopping = true;
    LockSupport.unpark(flusher);
    LockSupport.unpark(keeper);
    try {
      flusher.join();
      keeper.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BlockFault.OutOfService("interrupted while closing", e);
    }
    pool.close();
  }
}
