package dev.stillpoint.simulator;

import dev.stillpoint.block.BlockDevice;
import dev.stillpoint.block.BlockFault;
import dev.stillpoint.block.Durability;
import dev.stillpoint.block.Extent;
import dev.stillpoint.block.VolumeId;
import dev.stillpoint.block.Zeroing;
import dev.stillpoint.simulator.ReferenceSubject.Flaw;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** A handle of the reference engine; without a volume it shows an image. */
final class ReferenceDevice implements BlockDevice {
  private final ReferenceEngine engine;
  private final Supplier<byte[][]> blocks;
  private final VolumeId volume;
  private boolean fenced;

  ReferenceDevice(ReferenceEngine engine, Supplier<byte[][]> blocks, VolumeId volume) {
    this.engine = engine;
    this.blocks = blocks;
    this.volume = volume;
  }

  void fenceIfGone() {
    fenced |= blocks.get() == null;
  }

  @Override
  public long sizeBytes() {
    return State.sizeBytes(blocks.get());
  }

  @Override
  public boolean readOnly() {
    return volume == null;
  }

  private void check(long offset, long length) throws BlockFault {
    if (fenced) {
      throw new BlockFault.Fenced("fenced");
    }
    if (offset + length > sizeBytes()) {
      throw new BlockFault.OutOfRange("beyond the end");
    }
  }

  @Override
  public void read(long offset, MemorySegment destination) throws BlockFault {
    check(offset, destination.byteSize());
    byte[] bytes = engine.state().read(blocks.get(), offset, (int) destination.byteSize());
    MemorySegment.copy(bytes, 0, destination, ValueLayout.JAVA_BYTE, 0, bytes.length);
  }

  @Override
  public void write(long offset, MemorySegment source, Durability durability) throws BlockFault {
    byte[] bytes = source.toArray(ValueLayout.JAVA_BYTE);
    change(new Change.Write(volume, offset, bytes), offset, bytes.length, durability);
  }

  @Override
  public void zero(long offset, long length, Zeroing zeroing, Durability durability)
      throws BlockFault {
    change(new Change.Zero(volume, offset, length, zeroing), offset, length, durability);
  }

  private void change(Change change, long offset, long length, Durability durability)
      throws BlockFault {
    if (volume == null && !fenced) {
      throw new BlockFault.ReadOnly("an image");
    }
    check(offset, length);
    long lsn = length == 0 ? engine.stats().appendedLsn().value() : engine.append(change);
    if (durability == Durability.DURABLE || !engine.writeCache()) {
      engine.makeDurable(lsn);
    }
  }

  @Override
  public void flush() throws BlockFault {
    if (fenced) {
      throw new BlockFault.Fenced("fenced");
    }
    engine.flushAll();
  }

  @Override
  public List<Extent> extents(long offset, long length, int limit) throws BlockFault {
    check(offset, length);
    List<Extent> runs = new ArrayList<>();
    long at = offset;
    while (at < offset + length && runs.size() < limit) {
      byte[] block = blocks.get()[(int) (at / State.BLOCK_BYTES)];
      long end = Math.min(offset + length, (at / State.BLOCK_BYTES + 1) * State.BLOCK_BYTES);
      Extent.Kind kind =
          State.isHole(block)
              ? Extent.Kind.HOLE
              : State.isZeros(block) ? Extent.Kind.ZERO : Extent.Kind.DATA;
      runs.add(new Extent(at, end - at, kind));
      at = end;
    }
    return runs;
  }

  @Override
  public void fence() {
    fenced = !engine.has(Flaw.NO_FENCE);
  }
}
