package dev.stillpoint.control.step;

/**
 * The places between intent, act and confirmation at which a process may die. Each operation is
 * safe to lose at each of its points: reconciliation settles it at the next start. Tests die at
 * every one of them.
 */
public enum CrashPoint {
  /**
   * A policy's snapshot of a disk or group is confirmed, or there is none; its disks are not
   * settled.
   */
  POLICY_SNAPSHOT_MADE,
  /** Every disk of a policy is settled, its next time point is not written. */
  POLICY_DISKS_SETTLED,
  /** A policy's next time point is written. */
  POLICY_RUN_DONE,
  /** A client token is claimed, nothing else was done. */
  TOKEN_CLAIMED,
  /** A group or snapshot is written down, the engine was not asked. */
  FREEZE_INTENDED,
  /** The engine froze the disks, the catalog does not know yet. */
  FREEZE_DONE,
  /** The catalog knows, the upload has not begun. */
  FREEZE_CONFIRMED,
  /** Images are marked as going. */
  IMAGES_DELETE_INTENDED,
  /** The engine deleted them. */
  IMAGES_DELETE_DONE,
  /** Their rows are gone. */
  IMAGES_DELETE_CONFIRMED,
  /** A disk is written down, it has no volume. */
  DISK_CREATE_INTENDED,
  /** It has its volume. */
  DISK_CREATE_DONE,
  /** It is Available. */
  DISK_CREATE_CONFIRMED,
  /** A disk is marked as going. */
  DISK_DELETE_INTENDED,
  /** Its volume is gone. */
  DISK_DELETE_DONE,
  /** Its row is gone. */
  DISK_DELETE_CONFIRMED,
  /** A disk is bound to an instance. */
  ATTACH_INTENDED,
  /** Its export is open. */
  ATTACH_PUBLISHED,
  /** It is In_use. */
  ATTACH_CONFIRMED,
  /** A disk is Detaching. */
  DETACH_INTENDED,
  /** Its export is closed. */
  DETACH_WITHDRAWN,
  /** It is Available. */
  DETACH_CONFIRMED,
  /** The undo group is written down and the disks are ReIniting. */
  RESET_INTENDED,
  /** The present of a disk that becomes empty is frozen. */
  REINIT_FROZEN,
  /** The engine rolled back. */
  RESET_DONE,
  /** The disks are what they were, the undo group is listed. */
  RESET_CONFIRMED,
  /** A disk is to grow. */
  RESIZE_INTENDED,
  /** Its volume has grown. */
  RESIZE_DONE,
  /** The disk has its new size. */
  RESIZE_CONFIRMED,
  /** A disk is on its way to another category or level. */
  SPEC_INTENDED,
  /** It has arrived. */
  SPEC_CONFIRMED,
  /** Instances and disks are written down, there is no volume. */
  RUN_INTENDED,
  /** One more of several volumes is made; reached after each. */
  RUN_HALF_MADE,
  /** Every volume is made. */
  RUN_DISKS_MADE,
  /** The instances are Running. */
  RUN_CONFIRMED,
  /** An image whose snapshots are frozen is Available. */
  IMAGE_CONFIRMED,
  /** An instance is Starting. */
  START_INTENDED,
  /** Its exports are open. */
  START_PUBLISHED,
  /** It is Running. */
  START_CONFIRMED,
  /** An instance that is rebooted is Starting, its exports are open as before. */
  REBOOT_INTENDED,
  /** They are closed. */
  REBOOT_WITHDRAWN,
  /** An instance is Stopping. */
  STOP_INTENDED,
  /** Its exports are closed. */
  STOP_WITHDRAWN,
  /** It is Stopped. */
  STOP_CONFIRMED,
  /** An instance and the disks that go with it are marked as going. */
  INSTANCE_DELETE_INTENDED,
  /** The volumes are gone. */
  INSTANCE_DELETE_DONE,
  /** The rows are gone. */
  INSTANCE_DELETE_CONFIRMED,
  /**
   * The machine died: the disks that may lack answered writes are stale, the engine goes on saying
   * so.
   */
  ANSWERS_LOST_MARKED,
  /** The engine was told that somebody took note. */
  ANSWERS_LOST_NOTED;

  /** Does nothing in production; in a test it may throw, as if the process had died there. */
  @FunctionalInterface
  public interface Hook {
    /** Nobody dies. */
    Hook NONE = _ -> {};

    /** The named place was reached. */
    void at(CrashPoint point);
  }
}
