package dev.stillpoint.catalog;

import java.util.Set;

/** What the cloud's operator, or a fault, can say of a region, an account or a disk. */
public enum Mark {
  /** Region: makes no snapshot groups. */
  GROUPS_NOT_OFFERED,
  /** Region: makes snapshot groups for accounts that are {@link #LISTED} only. */
  GROUPS_FOR_LISTED,
  /** Region: has no instant access. */
  INSTANT_ACCESS_NOT_OFFERED,
  /** Account: none of its keys opens anything. */
  DISABLED,
  /** Account: has too little money for anything that costs some. */
  BALANCE_TOO_LOW,
  /** Account: has not opened the snapshot service. */
  SNAPSHOT_SERVICE_CLOSED,
  /** Account: is on the white list. */
  LISTED,
  /** Disk: is being moved to another place. */
  TRANSFERRING,
  /** Disk: its device failed a request, and its instance was not restarted since. */
  DEVICE_STALE,
  /**
   * Disk, or one instance's hold on a disk that several hold ({@link DiskHolderRow#name}): the
   * machine died, writes that were answered may be gone, and the instance was not restarted since.
   */
  ANSWERS_LOST;

  /** What makes a disk stale: each of them ends when its instance starts, or lets go of it. */
  public static final Set<Mark> STALE = Set.of(DEVICE_STALE, ANSWERS_LOST);
}
