package dev.stillpoint.simulator;

/** A device that answers a sync although some writes are still in its cache: a planted bug. */
@FunctionalInterface
public interface SyncLie {
  /** The device does what it says. */
  SyncLie NONE = _ -> false;

  /** True when the sync leaves this write behind. */
  boolean spares(UnsyncedWrite write);
}
