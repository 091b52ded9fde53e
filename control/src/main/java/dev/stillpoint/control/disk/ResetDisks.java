package dev.stillpoint.control.disk;

import java.util.List;

/**
 * The parameters of ResetDisks as sent.
 *
 * @param regionId required
 * @param disks which disks go back to which snapshots
 * @param dryRun null means false
 */
public record ResetDisks(String regionId, List<DiskReset> disks, Boolean dryRun) {
  public ResetDisks {
    disks = disks == null ? List.of() : List.copyOf(disks);
  }
}
