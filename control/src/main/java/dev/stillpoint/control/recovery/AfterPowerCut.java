package dev.stillpoint.control.recovery;

/**
 * What becomes of the disks of running instances when answers that were not flushed may be gone.
 */
public enum AfterPowerCut {
  /** They are stale: nobody opens them until their instances were restarted. */
  STALE,
  /** They are served, as a disk without a battery behind its cache would be. */
  SERVE
}
