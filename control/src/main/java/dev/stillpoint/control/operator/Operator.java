package dev.stillpoint.control.operator;

import dev.stillpoint.control.fault.GroupError;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.foundation.Foundation;
import dev.stillpoint.control.foundation.ObjectLocks.Held;
import java.util.List;

/**
 * Locks and arrears: states that a client of the cloud cannot bring about, only meet. Thread-safe.
 */
public final class Operator {
  private final Foundation foundation;

  public Operator(Foundation foundation) {
    this.foundation = foundation;
  }

  /**
   * Locks an instance for security, or unlocks it.
   *
   * @throws Refusal InvalidInstanceId.NotFound
   */
  public void lock(String instanceId, LockState state) throws Refusal {
    try (Held _ = foundation.locks().hold(List.of(instanceId))) {
      foundation
          .catalog()
          .write(tables -> {
            if (tables.instances().find(instanceId).isEmpty()) {
              throw new Refusal(GroupError.INVALID_INSTANCE_ID_NOT_FOUND, instanceId);
            }
            String reasons = state == LockState.LOCKED ? "security" : "";
            tables.instances().setLockReasons(instanceId, reasons);
            return state;
          });
    }
  }

  /**
   * Lets a disk pass its expiry date, or be paid again.
   *
   * @throws Refusal InvalidDiskId.NotFound
   */
  public void arrears(String diskId, Payment payment) throws Refusal {
    try (Held _ = foundation.locks().hold(List.of(diskId))) {
      foundation
          .catalog()
          .write(tables -> {
            if (tables.disks().find(diskId).isEmpty()) {
              throw new Refusal(GroupError.INVALID_DISK_ID_NOT_FOUND, diskId);
            }
            tables.disks().setInArrears(diskId, payment == Payment.IN_ARREARS);
            return payment;
          });
    }
  }

  /** Whether an instance is locked. */
  public enum LockState {
    LOCKED,
    UNLOCKED
  }

  /** Whether a disk is paid. */
  public enum Payment {
    PAID,
    IN_ARREARS
  }
}
