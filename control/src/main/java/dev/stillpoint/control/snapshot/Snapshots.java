package dev.stillpoint.control.snapshot;

import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.freeze.Frozen;
import dev.stillpoint.control.request.Caller;
import dev.stillpoint.control.request.Listing;

/** Snapshots of single disks, and the list of all snapshots, those of groups too. Thread-safe. */
public interface Snapshots {
  /**
   * Freezes one disk. When this returns the snapshot is durable with every write that was answered
   * before the call.
   *
   * @return its SnapshotId and its instant; of a repeated request those of the first
   */
  Frozen create(Caller caller, CreateSnapshot request) throws Refusal;

  /** The snapshots that match, oldest first. */
  Listing<SnapshotView> describe(Caller caller, DescribeSnapshots request) throws Refusal;

  /**
   * Moves a snapshot to the archive, which is done when this returns.
   *
   * @param retentionDays null leaves it
   * @return the name of the task that did it
   */
  String changeCategory(Caller caller, String snapshotId, String category, Integer retentionDays)
      throws Refusal;

  /** Changes name, description or retention. */
  void modify(Caller caller, ModifySnapshotAttribute request) throws Refusal;

  /**
   * Deletes a snapshot and closes its readers; disks made from it keep their bytes. One whose
   * upload is under way is cancelled by it. The last member of a group takes the group along.
   *
   * @param snapshotId the snapshot
   * @param force accepted without effect: disks keep no snapshot, and what does yields to no force
   */
  void delete(Caller caller, String snapshotId, Boolean force) throws Refusal;
}
