package dev.stillpoint.nbd;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.stillpoint.block.BlockDevice;
import dev.stillpoint.block.BlockFault;
import dev.stillpoint.block.Durability;
import dev.stillpoint.block.Extent;
import dev.stillpoint.block.Zeroing;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A volume in memory: a sparse table of 4 KiB blocks. As with the real engine, a handle's fence is
 * checked under the lock under which a write is applied. Hooks run before that lock is taken, so a
 * test can hold a write, a read or a flush there, or let it fail.
 */
public final class MemoryDisk {
  static final int BLOCK = 4096;
  private static final int LEAF_BLOCKS = 1024;
  private static final byte[] ZERO = new byte[0];

  /** Runs before a request touches the disk. */
  public interface Hook {
    void before() throws BlockFault;
  }

  private final long sizeBytes;
  private final boolean readOnly;
  private final byte[][][] leaves;
  private final ReentrantLock lock = new ReentrantLock();
  private final AtomicLong flushes = new AtomicLong();
  private final AtomicLong fences = new AtomicLong();
  private final AtomicLong extentsAnswered = new AtomicLong();
  private long applied;
  private long durable;
  private volatile Hook beforeWrite = () -> {};
  private volatile Hook beforeRead = () -> {};
  private volatile boolean cold;
  private volatile Hook beforeFlush = () -> {};

  public MemoryDisk(long sizeBytes, boolean readOnly) {
    this.sizeBytes = sizeBytes;
    this.readOnly = readOnly;
    long blocks = Math.ceilDiv(sizeBytes, BLOCK);
    leaves = new byte[Math.toIntExact(Math.ceilDiv(blocks, LEAF_BLOCKS))][][];
  }

  public MemoryDisk(long sizeBytes) {
    this(sizeBytes, false);
  }

  public void beforeWrite(Hook hook) {
    beforeWrite = hook;
  }

  public void beforeRead(Hook hook) {
    beforeRead = hook;
    cold = true;
  }

  public void beforeFlush(Hook hook) {
    beforeFlush = hook;
  }

  /** Flushes so far, those of durable writes included. */
  public long flushes() {
    return flushes.get();
  }

  /** Handles that were fenced. */
  public long fences() {
    return fences.get();
  }

  /** Runs that were described so far. */
  public long extentsAnswered() {
    return extentsAnswered.get();
  }

  /** Writes that were applied and would not survive a power cut. */
  public long volatileWrites() {
    lock.lock();
    try {
      return applied - durable;
    } finally {
      lock.unlock();
    }
  }

  /** The disk's bytes as any reader sees them, past every hook. */
  public byte[] peek(long offset, int length) {
    byte[] bytes = new byte[length];
    lock.lock();
    try {
      copyOut(offset, MemorySegment.ofArray(bytes));
    } finally {
      lock.unlock();
    }
    return bytes;
  }

  /** A fresh handle. */
  public BlockDevice open() {
    return new Handle();
  }

  /** An export of this disk. */
  public Export export(String name) {
    return new Export() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public BlockDevice open() {
        return MemoryDisk.this.open();
      }
    };
  }

  private final class Handle implements BlockDevice {
    private boolean fenced;

    @Override
    public long sizeBytes() {
      return sizeBytes;
    }

    @Override
    public boolean readOnly() {
      return readOnly;
    }

    @Override
    public boolean readIfWarm(long offset, MemorySegment destination) throws BlockFault {
      if (cold) {
        return false;
      }
      read(offset, destination);
      return true;
    }

    @Override
    public void read(long offset, MemorySegment destination) throws BlockFault {
      beforeRead.before();
      lock.lock();
      try {
        admit(offset, destination.byteSize());
        copyOut(offset, destination);
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void write(long offset, MemorySegment source, Durability durability) throws BlockFault {
      beforeWrite.before();
      lock.lock();
      try {
        admitChange(offset, source.byteSize());
        copyIn(offset, source);
        applied++;
      } finally {
        lock.unlock();
      }
      if (durability == Durability.DURABLE) {
        flush();
      }
    }

    @Override
    public void zero(long offset, long length, Zeroing zeroing, Durability durability)
        throws BlockFault {
      beforeWrite.before();
      lock.lock();
      try {
        admitChange(offset, length);
        clear(offset, length, zeroing);
        applied++;
      } finally {
        lock.unlock();
      }
      if (durability == Durability.DURABLE) {
        flush();
      }
    }

    @Override
    public void flush() throws BlockFault {
      long covered;
      lock.lock();
      try {
        admit(0, 0);
        covered = applied;
      } finally {
        lock.unlock();
      }
      beforeFlush.before();
      lock.lock();
      try {
        durable = Math.max(durable, covered);
      } finally {
        lock.unlock();
      }
      flushes.incrementAndGet();
    }

    @Override
    public List<Extent> extents(long offset, long length, int limit) throws BlockFault {
      lock.lock();
      try {
        admit(offset, length);
        List<Extent> runs = runs(offset, length, limit);
        extentsAnswered.addAndGet(runs.size());
        return runs;
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void fence() {
      lock.lock();
      try {
        if (!fenced) {
          fenced = true;
          fences.incrementAndGet();
        }
      } finally {
        lock.unlock();
      }
    }

    private void admit(long offset, long length) throws BlockFault {
      if (fenced) {
        throw new BlockFault.Fenced("this handle was fenced");
      }
      if (offset < 0 || length < 0 || length > sizeBytes - offset) {
        throw new BlockFault.OutOfRange(offset + "+" + length + " of " + sizeBytes);
      }
    }

    private void admitChange(long offset, long length) throws BlockFault {
      admit(offset, length);
      if (readOnly) {
        throw new BlockFault.ReadOnly("an image");
      }
    }
  }

  private void copyOut(long offset, MemorySegment destination) {
    long length = destination.byteSize();
    long done = 0;
    while (done < length) {
      long at = offset + done;
      int within = (int) (at % BLOCK);
      long piece = Math.min(BLOCK - within, length - done);
      byte[] block = block(at / BLOCK);
      if (block == null || block.length == 0) {
        destination.asSlice(done, piece).fill((byte) 0);
      } else {
        MemorySegment.copy(block, within, destination, JAVA_BYTE, done, (int) piece);
      }
      done += piece;
    }
  }

  private void copyIn(long offset, MemorySegment source) {
    long length = source.byteSize();
    long done = 0;
    while (done < length) {
      long at = offset + done;
      int within = (int) (at % BLOCK);
      int piece = (int) Math.min(BLOCK - within, length - done);
      MemorySegment.copy(source, JAVA_BYTE, done, writable(at / BLOCK), within, piece);
      done += piece;
    }
  }

  private void clear(long offset, long length, Zeroing zeroing) {
    byte[] whole =
        switch (zeroing) {
          case HOLE -> null;
          case ALLOCATED -> ZERO;
        };
    long done = 0;
    while (done < length) {
      long at = offset + done;
      int within = (int) (at % BLOCK);
      int piece = (int) Math.min(BLOCK - within, length - done);
      if (piece == BLOCK) {
        leaf(at / BLOCK)[(int) (at / BLOCK % LEAF_BLOCKS)] = whole;
      } else if (kind(at / BLOCK) == Extent.Kind.DATA) {
        Arrays.fill(writable(at / BLOCK), within, within + piece, (byte) 0);
      }
      done += piece;
    }
  }

  private List<Extent> runs(long offset, long length, int limit) {
    List<Extent> runs = new ArrayList<>();
    long at = offset;
    long end = offset + length;
    while (at < end && runs.size() < limit) {
      Extent.Kind kind = kind(at / BLOCK);
      long next = at;
      while (next < end && kind(next / BLOCK) == kind) {
        next = Math.min(end, (next / BLOCK + 1) * BLOCK);
      }
      runs.add(new Extent(at, next - at, kind));
      at = next;
    }
    return runs;
  }

  private Extent.Kind kind(long number) {
    byte[] block = block(number);
    if (block == null) {
      return Extent.Kind.HOLE;
    }
    return block.length == 0 ? Extent.Kind.ZERO : Extent.Kind.DATA;
  }

  private byte[] block(long number) {
    byte[][] leaf = leaves[(int) (number / LEAF_BLOCKS)];
    return leaf == null ? null : leaf[(int) (number % LEAF_BLOCKS)];
  }

  private byte[][] leaf(long number) {
    int index = (int) (number / LEAF_BLOCKS);
    if (leaves[index] == null) {
      leaves[index] = new byte[LEAF_BLOCKS][];
    }
    return leaves[index];
  }

  private byte[] writable(long number) {
    byte[][] leaf = leaf(number);
    int index = (int) (number % LEAF_BLOCKS);
    if (leaf[index] == null || leaf[index].length == 0) {
      leaf[index] = new byte[BLOCK];
    }
    return leaf[index];
  }

  /** Exports that a test puts in and takes out. */
  public static final class Directory implements Exports {
    private final java.util.concurrent.ConcurrentSkipListMap<String, Export> byName =
        new java.util.concurrent.ConcurrentSkipListMap<>();

    public Directory with(String name, MemoryDisk disk) {
      byName.put(name, disk.export(name));
      return this;
    }

    public void remove(String name) {
      byName.remove(name);
    }

    @Override
    public Optional<Export> find(String name) {
      return Optional.ofNullable(byName.get(name));
    }

    @Override
    public List<String> names() {
      return List.copyOf(byName.keySet());
    }
  }
}
