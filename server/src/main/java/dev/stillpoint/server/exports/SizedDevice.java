package dev.stillpoint.server.exports;

import dev.stillpoint.block.BlockDevice;
import dev.stillpoint.block.BlockFault;
import dev.stillpoint.block.Durability;
import dev.stillpoint.block.Extent;
import dev.stillpoint.block.Zeroing;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** A device that shows less than it has: a disk that grew behind the back of its instance. */
final class SizedDevice implements BlockDevice {
  private final BlockDevice device;
  private final long sizeBytes;

  private SizedDevice(BlockDevice device, long sizeBytes) {
    this.device = device;
    this.sizeBytes = sizeBytes;
  }

  /** The device itself if it is not larger than that. */
  static BlockDevice over(BlockDevice device, long sizeBytes) {
    return device.sizeBytes() <= sizeBytes ? device : new SizedDevice(device, sizeBytes);
  }

  @Override
  public long sizeBytes() {
    return sizeBytes;
  }

  @Override
  public boolean readOnly() {
    return device.readOnly();
  }

  @Override
  public void read(long offset, MemorySegment destination) throws BlockFault {
    check(offset, destination.byteSize());
    device.read(offset, destination);
  }

  @Override
  public boolean readIfWarm(long offset, MemorySegment destination) throws BlockFault {
    check(offset, destination.byteSize());
    return device.readIfWarm(offset, destination);
  }

  @Override
  public void write(long offset, MemorySegment source, Durability durability) throws BlockFault {
    check(offset, source.byteSize());
    device.write(offset, source, durability);
  }

  @Override
  public void zero(long offset, long length, Zeroing zeroing, Durability durability)
      throws BlockFault {
    check(offset, length);
    device.zero(offset, length, zeroing, durability);
  }

  @Override
  public void flush() throws BlockFault {
    device.flush();
  }

  @Override
  public List<Extent> extents(long offset, long length, int limit) throws BlockFault {
    check(offset, length);
    return device.extents(offset, length, limit);
  }

  @Override
  public void fence() {
    device.fence();
  }

  private void check(long offset, long length) throws BlockFault.OutOfRange {
    if (offset < 0 || length > sizeBytes - offset) {
      throw new BlockFault.OutOfRange(
          length + " bytes at " + offset + " do not lie within " + sizeBytes);
    }
  }
}
