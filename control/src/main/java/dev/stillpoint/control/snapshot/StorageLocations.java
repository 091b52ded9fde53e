package dev.stillpoint.control.snapshot;

import dev.stillpoint.catalog.Tables;
import dev.stillpoint.control.fault.GroupError;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.rule.TextRule;

/**
 * Places other than the region where a snapshot might be kept. The operator registers boxes and
 * says who may use them; none of them keeps snapshots, since all blocks lie in one pool.
 */
public final class StorageLocations {
  private StorageLocations() {}

  /**
   * Checks the form of a name.
   *
   * @throws Refusal InvalidStorageLocationArn.Malformed
   */
  public static void checkForm(String arn) throws Refusal {
    TextRule.STORAGE_LOCATION.check(arn, GroupError.INVALID_STORAGE_LOCATION_ARN_MALFORMED);
  }

  /**
   * Refuses to keep a snapshot elsewhere. A place that the account may not use and one that does
   * not exist look alike.
   *
   * @throws Refusal InvalidParameter.UnauthorizedStorageLocationArn,
   *     InvalidOperation.SnapshotStorageLocationUnsupported
   */
  public static void check(Tables tables, String accountId, String arn) throws Refusal {
    if (TextRule.absent(arn)) {
      return;
    }
    if (!tables.storageLocations().granted(arn).contains(accountId)) {
      throw new Refusal(GroupError.INVALID_PARAMETER_UNAUTHORIZED_STORAGE_LOCATION_ARN, arn);
    }
    throw new Refusal(GroupError.INVALID_OPERATION_SNAPSHOT_STORAGE_LOCATION_UNSUPPORTED);
  }
}
