package dev.stillpoint.control.disk;

import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.request.Caller;

/**
 * What changes a disk in place. Every method returns when what it says is done and durable, or
 * throws a {@link Refusal} and has changed nothing. Thread-safe; operations on one disk wait for
 * each other.
 */
public interface DiskChanges {
  /** Changes what disks are called and what goes with them; all or none. */
  void modify(Caller caller, ModifyDiskAttribute request) throws Refusal;

  /**
   * Grows a disk. Whoever opens it anew sees the new size: after an offline resize once its
   * instance was started again, after an online one at once.
   */
  void resize(Caller caller, ResizeDisk request) throws Refusal;

  /**
   * Rolls one disk back to a snapshot of its own, and keeps what it held as an automatic group.
   *
   * @return the name of that group
   * @throws Refusal DryRunOperation when everything was checked and DryRun is true
   */
  String reset(Caller caller, ResetDisk request) throws Refusal;

  /**
   * Makes a disk what it was born as, and keeps what it held as an automatic group.
   *
   * @return the name of that group
   */
  String reinit(Caller caller, ReInitDisk request) throws Refusal;

  /**
   * Gives a disk another category, level or provisioned performance. Its limits hold at once when
   * it has arrived there, for whoever is connected.
   *
   * @return the name of the task
   * @throws Refusal DryRunOperation when everything was checked and DryRun is true
   */
  String modifySpec(Caller caller, ModifyDiskSpec request) throws Refusal;

  /** Changes how disks of an instance are paid, which is only ever as they go. */
  void modifyChargeType(Caller caller, ModifyDiskChargeType request) throws Refusal;
}
