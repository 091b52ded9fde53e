package dev.stillpoint.server.exports;

import dev.stillpoint.block.BlockDevice;
import dev.stillpoint.block.BlockFault;
import dev.stillpoint.block.Durability;
import dev.stillpoint.block.Extent;
import dev.stillpoint.block.Zeroing;
import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * A device that tells when the storage below it fails a request. A request that succeeds costs
 * nothing more; the one who listens must not hold the caller up.
 */
final class WatchedDevice implements BlockDevice {
  private final BlockDevice device;
  private final Runnable failed;

  WatchedDevice(BlockDevice device, Runnable failed) {
    this.device = device;
    this.failed = failed;
  }

  @Override
  public long sizeBytes() {
    return device.sizeBytes();
  }

  @Override
  public boolean readOnly() {
    return device.readOnly();
  }

  @Override
  public void read(long offset, MemorySegment destination) throws BlockFault {
    try {
      device.read(offset, destination);
    } catch (BlockFault.Io fault) {
      failed.run();
      throw fault;
    }
  }

  @Override
  public boolean readIfWarm(long offset, MemorySegment destination) throws BlockFault {
    try {
      return device.readIfWarm(offset, destination);
    } catch (BlockFault.Io fault) {
      failed.run();
      throw fault;
    }
  }

  @Override
  public void write(long offset, MemorySegment source, Durability durability) throws BlockFault {
    try {
      device.write(offset, source, durability);
    } catch (BlockFault.Io fault) {
      failed.run();
      throw fault;
    }
  }

  @Override
  public void zero(long offset, long length, Zeroing zeroing, Durability durability)
      throws BlockFault {
    try {
      device.zero(offset, length, zeroing, durability);
    } catch (BlockFault.Io fault) {
      failed.run();
      throw fault;
    }
  }

  @Override
  public void flush() throws BlockFault {
    try {
      device.flush();
    } catch (BlockFault.Io fault) {
      failed.run();
      throw fault;
    }
  }

  @Override
  public List<Extent> extents(long offset, long length, int limit) throws BlockFault {
    return device.extents(offset, length, limit);
  }

  @Override
  public void fence() {
    device.fence();
  }
}
