package dev.stillpoint.control.port;

/**
 * The way of a disk's blocks to storage of another kind. All categories lie in one pool here, so
 * {@link #AT_ONCE} has nothing to move. Thread-safe.
 */
@FunctionalInterface
public interface DiskMigration {
  /** Nothing has to move. */
  DiskMigration AT_ONCE = (diskId, arrival) -> arrival.arrived(diskId);

  /**
   * Begins; returns soon. The same disk may be handed in again after a restart.
   *
   * @param arrival to be told when the disk is there
   */
  void begin(String diskId, Arrival arrival);

  /** Where a migration reports to; any thread. */
  @FunctionalInterface
  interface Arrival {
    /** The disk is there. */
    void arrived(String diskId);
  }
}
