package dev.stillpoint.engine.pool;

import dev.stillpoint.block.BlockFault;
import java.io.IOException;

/** Makes room in the log. */
interface Relief {
  /**
   * One step that may free a slot.
   *
   * @return false when nothing is left to free
   */
  boolean relieve() throws BlockFault, IOException;

  /**
   * One step that may free pages for maps, or make some.
   *
   * @param reserve slots that the append leaves unused, as a word for what it is
   * @return false when none can be had
   */
  boolean relieveMaps(int reserve) throws BlockFault, IOException;

  /**
   * Gives the oldest part of the past up, and what it held back.
   *
   * @return false when none is kept
   */
  boolean relieveOfHistory() throws BlockFault, IOException;

  /** One step of cleaning. */
  void clean() throws BlockFault, IOException;
}
