package dev.stillpoint.engine.pool;

import dev.stillpoint.block.BlockDevice;
import dev.stillpoint.block.BlockFault;
import dev.stillpoint.block.DataKeyId;
import dev.stillpoint.block.Extent;
import dev.stillpoint.engine.format.Layout;
import dev.stillpoint.engine.format.LogRecord;
import dev.stillpoint.engine.map.ExtentMap;
import dev.stillpoint.engine.map.NodeMissing;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/** What handles on volumes and on images have in common: fencing, bounds, reading. */
abstract sealed class Device implements BlockDevice permits VolumeDevice, ImageDevice {
  /**
   * What every block of a volume and of its images has in common.
   *
   * @param family see {@code LiveVolume}
   * @param key name of the data key that they are sealed under; {@code LogRecord.PLAIN} for none
   */
  record Cover(long family, long key) {
    boolean sealed() {
      return key != LogRecord.PLAIN;
    }
  }

  /** Entries of a map that {@link #extents} looks at while the lock is held. */
  private static final int EXTENTS_AT_ONCE = 1024;

  final Core core;
  final Cover cover;
  private final ThreadLocal<ReadPath> readPaths;

  /** Guarded by the pool's lock, so that nothing is applied after a fence returned. */
  private boolean fenced;

  Device(Core core, ThreadLocal<ReadPath> readPaths, Cover cover) {
    this.core = core;
    this.cover = cover;
    this.readPaths = readPaths;
  }

  /** The map to read; the caller holds the lock. */
  abstract ExtentMap map() throws BlockFault.Fenced;

  /** Size in blocks; the caller holds the lock. */
  abstract long sizeBlocks();

  abstract String name();

  @Override
  public long sizeBytes() {
    core.lock.lock();
    try {
      return sizeBlocks() << Layout.BLOCK_SHIFT;
    } finally {
      core.lock.unlock();
    }
  }

  @Override
  public void read(long offset, MemorySegment destination) throws BlockFault {
    planned(offset, destination).fetch();
  }

  @Override
  public boolean readIfWarm(long offset, MemorySegment destination) throws BlockFault {
    return planned(offset, destination).fetchIfWarm();
  }

  private ReadPath planned(long offset, MemorySegment destination) throws BlockFault {
    core.requireReadable();
    ReadPath path = readPaths.get();
    core.ask(() -> {
      requireUsable(offset, destination.byteSize());
      path.plan(map(), cover, offset, destination);
      return null;
    });
    return path;
  }

  /**
   * Reads one block.
   *
   * @return where these very bytes stand: looked up under the same lock as the read
   */
  final long readBlock(long block, MemorySegment destination) throws BlockFault {
    core.requireReadable();
    ReadPath path = readPaths.get();
    long location =
        core.ask(() -> {
          requireUsable(block << Layout.BLOCK_SHIFT, Layout.BLOCK_BYTES);
          long found = map().locate(block);
          path.plan(map(), cover, block << Layout.BLOCK_SHIFT, destination);
          return found;
        });
    path.fetch();
    return location;
  }

  /** Under the lock: throws if fenced or out of range. */
  final void requireUsable(long offset, long length) throws BlockFault {
    requireOpen();
    long size = sizeBlocks() << Layout.BLOCK_SHIFT;
    if (offset < 0 || length < 0 || offset > size - length) {
      throw new BlockFault.OutOfRange(
          length + " bytes at " + offset + " reach beyond the end of " + name() + " at " + size);
    }
  }

  /** As {@link #requireUsable}, without the lock. */
  final void requireUsableNow(long offset, long length) throws BlockFault {
    core.requireService();
    core.lock.lock();
    try {
      requireUsable(offset, length);
    } finally {
      core.lock.unlock();
    }
  }

  /** Throws unless the key of a sealed device is there now. */
  final void requireKey() throws BlockFault.KeyUnavailable {
    if (cover.sealed()) {
      core.keys.key(new DataKeyId(cover.key()));
    }
  }

  /** Under the lock: throws if fenced or gone. */
  final void requireOpen() throws BlockFault.Fenced {
    if (fenced) {
      throw new BlockFault.Fenced("this handle on " + name() + " was fenced");
    }
    map();
  }

  @Override
  public void flush() throws BlockFault {
    core.requireService();
    long lsn;
    core.lock.lock();
    try {
      requireOpen();
      lsn = core.log.appendedLsn();
    } finally {
      core.lock.unlock();
    }
    core.flushTo(lsn);
  }

  @Override
  public List<Extent> extents(long offset, long length, int limit) throws BlockFault {
    long first = offset >>> Layout.BLOCK_SHIFT;
    long end = (offset + length + Layout.BLOCK_BYTES - 1) >>> Layout.BLOCK_SHIFT;
    RunCollector collector = new RunCollector(first, length == 0 ? first : end, limit);
    boolean more;
    do {
      more =
          core.ask(() -> {
            requireUsable(offset, length);
            return collector.goOn(map());
          });
    } while (more);
    return clip(collector.runs, offset, offset + length);
  }

  /** Cuts runs of whole blocks to the bytes that were asked for. */
  private static List<Extent> clip(List<Extent> runs, long from, long to) {
    List<Extent> clipped = new ArrayList<>(runs.size());
    for (Extent run : runs) {
      long start = Math.max(from, run.offset());
      long end = Math.min(to, run.offset() + run.length());
      if (end > start) {
        clipped.add(new Extent(start, end - start, run.kind()));
      }
    }
    return clipped;
  }

  /**
   * Turns map entries into runs, holes between them included, neighbours of one kind joined. Does
   * so in steps, since a run may be of any number of entries.
   */
  private static final class RunCollector implements ExtentMap.Visitor {
    private final List<Extent> runs = new ArrayList<>();
    private final long end;
    private final int limit;
    private long at;

    /** Entries that this step may still look at. */
    private int left;

    /** Whether a run was found that there is no room for. */
    private boolean full;

    RunCollector(long first, long end, int limit) {
      this.at = first;
      this.end = end;
      this.limit = limit;
    }

    /**
     * Looks at some more; when a node is missing, what was seen before it counts.
     *
     * @return false at the end, or when the last run that may be answered is long enough
     */
    boolean goOn(ExtentMap map) throws NodeMissing {
      left = EXTENTS_AT_ONCE;
      if (at < end) {
        map.visit(at, end - at, this);
      }
      if (left > 0) {
        add(end, Extent.Kind.HOLE);
      }
      return at < end && runs.size() < limit;
    }

    @Override
    public boolean extent(long block, long count, long location) {
      add(block, Extent.Kind.HOLE);
      add(block + count, location == ExtentMap.ZERO ? Extent.Kind.ZERO : Extent.Kind.DATA);
      left--;
      return !full && left > 0;
    }

    private void add(long to, Extent.Kind kind) {
      if (to <= at || full) {
        return;
      }
      long from = at;
      if (!runs.isEmpty() && runs.getLast().kind() == kind && contiguous(from)) {
        Extent last = runs.removeLast();
        runs.add(
            new Extent(last.offset(), last.length() + ((to - from) << Layout.BLOCK_SHIFT), kind));
        at = to;
      } else if (runs.size() < limit) {
        runs.add(new Extent(from << Layout.BLOCK_SHIFT, (to - from) << Layout.BLOCK_SHIFT, kind));
        at = to;
      } else {
        full = true;
      }
    }

    private boolean contiguous(long from) {
      Extent last = runs.getLast();
      return last.offset() + last.length() == from << Layout.BLOCK_SHIFT;
    }
  }

  @Override
  public void fence() {
    core.lock.lock();
    try {
      fenced = true;
    } finally {
      core.lock.unlock();
    }
  }
}
