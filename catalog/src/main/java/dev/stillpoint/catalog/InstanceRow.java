package dev.stillpoint.catalog;

/**
 * An instance.
 *
 * @param instanceId its identifier
 * @param accountId whose it is
 * @param regionId region
 * @param zoneId zone
 * @param resourceGroupId resource group
 * @param name may be empty
 * @param hostName may be empty
 * @param description may be empty
 * @param status where it stands
 * @param imageId as given
 * @param instanceType as given
 * @param vSwitchId may be empty
 * @param securityGroupIds joined by commas, may be empty
 * @param keyPairName may be empty
 * @param deletionProtection refuses deletion
 * @param stoppedMode as given
 * @param lockReasons joined by commas, may be empty
 * @param createdAt milliseconds since 1970
 * @param startedAt milliseconds since 1970; null before the first start
 */
public record InstanceRow(
    String instanceId,
    String accountId,
    String regionId,
    String zoneId,
    String resourceGroupId,
    String name,
    String hostName,
    String description,
    InstanceStatus status,
    String imageId,
    String instanceType,
    String vSwitchId,
    String securityGroupIds,
    String keyPairName,
    boolean deletionProtection,
    String stoppedMode,
    String lockReasons,
    long createdAt,
    Long startedAt) {}
