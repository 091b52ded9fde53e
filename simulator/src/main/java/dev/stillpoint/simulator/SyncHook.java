package dev.stillpoint.simulator;

import java.util.List;

/** Runs while a sync is under way, before it makes anything durable; it may take its time. */
@FunctionalInterface
public interface SyncHook {
  /** Does nothing. */
  SyncHook NONE = (_, _) -> {};

  /**
   * Called on the thread that syncs, without any lock of the storage held.
   *
   * @param file the file that is synced
   * @param unsynced its writes that this sync will make durable
   */
  void during(String file, List<UnsyncedWrite> unsynced);
}
