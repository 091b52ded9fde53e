package dev.stillpoint.nbd;

import dev.stillpoint.block.BlockDevice;
import dev.stillpoint.block.BlockFault;

/** Something that can be served under a name. */
public interface Export {
  /** Canonical name, which the server tells a client that asks for it. */
  String name();

  /**
   * Opens a handle for one connection. The server fences it when the connection ends.
   *
   * @throws BlockFault.NotFound if what was named is gone by now
   */
  BlockDevice open() throws BlockFault;
}
