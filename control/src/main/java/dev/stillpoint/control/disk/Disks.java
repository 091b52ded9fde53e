package dev.stillpoint.control.disk;

import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.request.Caller;
import dev.stillpoint.control.request.Listing;

/**
 * Disks: their life, what they hang off, and the rollback of several at once. Every method returns
 * when what it says is done and durable, or throws a {@link Refusal} and has changed nothing.
 * Thread-safe; operations on one disk wait for each other.
 */
public interface Disks {
  /**
   * Makes a data disk, empty or with the bytes of a snapshot; it is Available when this returns.
   *
   * @return its DiskId
   */
  String create(Caller caller, CreateDisk request) throws Refusal;

  /**
   * Attaches an Available disk. When the instance is Running, its export can be opened when this
   * returns.
   */
  void attach(Caller caller, AttachDisk request) throws Refusal;

  /**
   * Detaches a disk. Its export is withdrawn before this returns, and what was answered is durable.
   */
  void detach(Caller caller, DetachDisk request) throws Refusal;

  /** The disks that match, oldest first. */
  Listing<DiskView> describe(Caller caller, DescribeDisks request) throws Refusal;

  /**
   * Deletes an Available disk. Its snapshots stay, but for the automatic ones when they are to go
   * with it.
   */
  void delete(Caller caller, String diskId) throws Refusal;

  /**
   * Rolls disks back to snapshots of one group, all or none, and keeps what they held as an
   * automatic group.
   *
   * @throws Refusal DryRunOperation when everything was checked and DryRun is true
   */
  ResetAnswer reset(Caller caller, ResetDisks request) throws Refusal;
}
