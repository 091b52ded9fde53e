package dev.stillpoint.server.testing;

import dev.stillpoint.block.BlockDevice;
import dev.stillpoint.block.BlockEngine;
import dev.stillpoint.block.BlockFault;
import dev.stillpoint.block.Durability;
import dev.stillpoint.block.Extent;
import dev.stillpoint.block.Zeroing;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Blocks in memory. A block once stored is never changed, so that copies of the map are frozen. */
final class MemoryVolume {
  private static final int BLOCK = BlockEngine.BLOCK_BYTES;

  private final NavigableMap<Long, byte[]> blocks;
  private final boolean readOnly;
  private long sizeBytes;
  private boolean gone;

  MemoryVolume(long sizeBytes, boolean readOnly, Map<Long, byte[]> blocks) {
    this.sizeBytes = sizeBytes;
    this.readOnly = readOnly;
    this.blocks = new TreeMap<>(blocks);
  }

  synchronized long sizeBytes() {
    return sizeBytes;
  }

  synchronized long writtenBytes() {
    return (long) blocks.size() * BLOCK;
  }

  synchronized Map<Long, byte[]> blocks() {
    return new TreeMap<>(blocks);
  }

  synchronized void replace(Map<Long, byte[]> others) {
    blocks.clear();
    blocks.putAll(others);
  }

  synchronized void resize(long bytes) {
    sizeBytes = bytes;
  }

  synchronized void gone() {
    gone = true;
  }

  BlockDevice open() {
    return new Handle();
  }

  private synchronized void store(long offset, byte[] bytes) {
    for (int done = 0; done < bytes.length; ) {
      long number = (offset + done) / BLOCK;
      int at = (int) ((offset + done) % BLOCK);
      int count = Math.min(BLOCK - at, bytes.length - done);
      byte[] block = blocks.getOrDefault(number, new byte[BLOCK]).clone();
      System.arraycopy(bytes, done, block, at, count);
      blocks.put(number, block);
      done += count;
    }
  }

  private synchronized void load(long offset, MemorySegment destination) {
    for (long done = 0; done < destination.byteSize(); done++) {
      byte[] block = blocks.get((offset + done) / BLOCK);
      byte value = block == null ? 0 : block[(int) ((offset + done) % BLOCK)];
      destination.set(ValueLayout.JAVA_BYTE, done, value);
    }
  }

  private final class Handle implements BlockDevice {
    private volatile boolean fenced;

    @Override
    public long sizeBytes() {
      return MemoryVolume.this.sizeBytes();
    }

    @Override
    public boolean readOnly() {
      return readOnly;
    }

    @Override
    public void read(long offset, MemorySegment destination) throws BlockFault {
      admit(offset, destination.byteSize());
      load(offset, destination);
    }

    @Override
    public void write(long offset, MemorySegment source, Durability durability) throws BlockFault {
      admitChange(offset, source.byteSize());
      store(offset, source.toArray(ValueLayout.JAVA_BYTE));
    }

    @Override
    public void zero(long offset, long length, Zeroing zeroing, Durability durability)
        throws BlockFault {
      admitChange(offset, length);
      store(offset, new byte[Math.toIntExact(length)]);
    }

    @Override
    public void flush() throws BlockFault {
      admit(0, 0);
    }

    @Override
    public List<Extent> extents(long offset, long length, int limit) throws BlockFault {
      admit(offset, length);
      return List.of(new Extent(offset, length, Extent.Kind.DATA));
    }

    @Override
    public void fence() {
      fenced = true;
    }

    private void admitChange(long offset, long length) throws BlockFault {
      if (readOnly) {
        throw new BlockFault.ReadOnly("an image is never written");
      }
      admit(offset, length);
    }

    private void admit(long offset, long length) throws BlockFault {
      synchronized (MemoryVolume.this) {
        if (fenced || gone) {
          throw new BlockFault.Fenced("this handle is fenced");
        }
        if (offset < 0 || length < 0 || offset + length > sizeBytes) {
          throw new BlockFault.OutOfRange(offset + "+" + length + " of " + sizeBytes);
        }
      }
    }
  }
}
