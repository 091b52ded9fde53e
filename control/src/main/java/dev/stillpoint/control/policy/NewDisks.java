package dev.stillpoint.control.policy;

import dev.stillpoint.catalog.DiskPolicyRow;
import dev.stillpoint.catalog.DiskRow;
import dev.stillpoint.catalog.SnapshotPolicyRow;
import dev.stillpoint.catalog.Tables;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.foundation.Foundation;
import java.util.List;

/** Disks that have a policy from the beginning. */
public final class NewDisks {
  private NewDisks() {}

  /**
   * Applies a policy to a disk, in the transaction of the intent that makes it.
   *
   * @param policyId empty means none
   * @throws Refusal InvalidAutoSnapshotPolicyId.NotFound, or the disk cannot have it
   */
  public static void apply(Foundation foundation, Tables tables, DiskRow disk, String policyId)
      throws Refusal {
    if (policyId.isEmpty()) {
      return;
    }
    SnapshotPolicyRow policy = PolicyApplication.find(tables, disk.accountId(), policyId);
    PolicyApplication.checkCategories(List.of(disk));
    long now = foundation.now();
    tables.diskPolicies().add(new DiskPolicyRow(disk.diskId(), policyId, now, now));
    PolicyApplication.checkCount(
        foundation, policy, tables.diskPolicies().ofPolicy(policyId).size());
  }
}
