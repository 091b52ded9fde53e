package dev.stillpoint.control.snapshot;

import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.request.Caller;
import dev.stillpoint.control.request.Listing;

/**
 * Locks that keep snapshots from being deleted, for a time, by everybody. Until its cool-off period
 * is over a lock can be replaced or taken away; after that it can be made longer only. Thread-safe.
 */
public interface SnapshotLocks {
  /** Locks a snapshot, or replaces its lock. */
  SnapshotLockView lock(Caller caller, LockSnapshot request) throws Refusal;

  /** Takes a lock away whose cool-off period runs. */
  void unlock(Caller caller, UnlockSnapshot request) throws Refusal;

  /** The locks that match, expired ones too, oldest first. */
  Listing<SnapshotLockView> describe(Caller caller, DescribeLockedSnapshots request) throws Refusal;
}
