package dev.stillpoint.catalog;

/**
 * An auto snapshot policy.
 *
 * @param policyId its identifier
 * @param accountId whose it is
 * @param regionId region
 * @param resourceGroupId resource group
 * @param name may be empty
 * @param hours a bit for each hour, bit 0 is midnight, UTC+8
 * @param weekdays a bit for each weekday, bit 1 is Monday
 * @param retentionDays -1 for good
 * @param grouping which of its disks are frozen together
 * @param createdAt milliseconds since 1970
 * @param nextAt the next time point that nobody has settled
 */
public record SnapshotPolicyRow(
    String policyId,
    String accountId,
    String regionId,
    String resourceGroupId,
    String name,
    int hours,
    int weekdays,
    int retentionDays,
    PolicyGrouping grouping,
    long createdAt,
    long nextAt) {}
