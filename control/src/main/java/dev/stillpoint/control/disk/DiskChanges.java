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
}
