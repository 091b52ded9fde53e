package dev.stillpoint.server.exports;

import dev.stillpoint.block.BlockDevice;
import dev.stillpoint.block.BlockFault;
import dev.stillpoint.block.Durability;
import dev.stillpoint.block.Extent;
import dev.stillpoint.block.Zeroing;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** A handle whose reads and writes keep to the limits of its disk. Its fence waits for nobody. */
final class ThrottledDevice implements BlockDevice {
  private final BlockDevice device;
  private final Throttle throttle;
  private final AtomicBoolean fenced = new AtomicBoolean();

  ThrottledDevice(BlockDevice device, Throttle throttle) {
    this.device = device;
    this.throttle = throttle;
  }

  @Override
  public long sizeBytes() {
    return device.sizeBytes();
  }

  @Override
  public boolean readOnly() {
    return device.readOnly();
  }

  /** Whoever waits for his turn waits where that holds up nobody. */
  @Override
  public boolean readIfWarm(long offset, MemorySegment destination) {
    return false;
  }

  @Override
  public void read(long offset, MemorySegment destination) throws BlockFault {
    throttle.read(destination.byteSize(), fenced);
    device.read(offset, destination);
  }

  @Override
  public void write(long offset, MemorySegment source, Durability durability) throws BlockFault {
    throttle.write(source.byteSize(), fenced);
    device.write(offset, source, durability);
  }

  /** Counts as one write; no bytes travel. */
  @Override
  public void zero(long offset, long length, Zeroing zeroing, Durability durability)
      throws BlockFault {
    throttle.write(0, fenced);
    device.zero(offset, length, zeroing, durability);
  }

  @Override
  public void flush() throws BlockFault {
    device.flush();
  }

  @Override
  public List<Extent> extents(long offset, long length, int limit) throws BlockFault {
    return device.extents(offset, length, limit);
  }

  @Override
  public void fence() {
    fenced.set(true);
    throttle.wake();
    device.fence();
  }
}
