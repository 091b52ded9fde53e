package dev.stillpoint.engine.pool;

import dev.stillpoint.block.BlockFault;
import dev.stillpoint.block.Durability;
import dev.stillpoint.block.Zeroing;
import dev.stillpoint.engine.map.ExtentMap;
import dev.stillpoint.engine.state.FrozenImage;
import java.lang.foreign.MemorySegment;

/** A read-only handle on an image. */
final class ImageDevice extends Device {
  private final FrozenImage image;

  ImageDevice(Core core, ThreadLocal<ReadPath> readPaths, FrozenImage image) {
    super(core, readPaths, new Cover(image.family(), image.key()));
    this.image = image;
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // An image made again under the same name is another.
  ExtentMap map() throws BlockFault.Fenced {
    if (core.state.image(image.id()) != image) {
      throw new BlockFault.Fenced(name() + " was deleted");
    }
    return image.map();
  }

  @Override
  long sizeBlocks() {
    return image.sizeBlocks();
  }

  @Override
  String name() {
    return "image " + image.id();
  }

  @Override
  public boolean readOnly() {
    return true;
  }

  @Override
  public void write(long offset, MemorySegment source, Durability durability) throws BlockFault {
    throw readOnlyFault();
  }

  @Override
  public void zero(long offset, long length, Zeroing zeroing, Durability durability)
      throws BlockFault {
    throw readOnlyFault();
  }

  /** Fenced, if this handle is: then it is not even said what it was. */
  private BlockFault.ReadOnly readOnlyFault() throws BlockFault {
    requireUsableNow(0, 0);
    return new BlockFault.ReadOnly(name() + " is read-only");
  }
}
