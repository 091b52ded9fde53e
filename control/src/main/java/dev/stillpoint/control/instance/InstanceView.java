package dev.stillpoint.control.instance;

import dev.stillpoint.control.request.Tag;
import java.time.Instant;
import java.util.List;

/**
 * An instance as DescribeInstances shows it.
 *
 * @param instanceId its identifier
 * @param instanceName its name
 * @param hostName empty when none was given
 * @param description empty when it has none
 * @param status Pending, Starting, Running, Stopping or Stopped
 * @param regionId region
 * @param zoneId zone
 * @param imageId as given
 * @param instanceType as given
 * @param resourceGroupId resource group
 * @param vSwitchId as given or empty
 * @param securityGroupIds as given
 * @param keyPairName as given or empty
 * @param deletionProtection refuses deletion
 * @param stoppedMode KeepCharging, StopCharging or Not-applicable
 * @param creationTime when it was created
 * @param startTime when it was last started
 * @param lockReasons financial, security
 * @param tags all tags
 * @param extras what was said about the guest, without its user data
 * @param staleDiskIds its disks that are stale until it starts
 */
public record InstanceView(
    String instanceId,
    String instanceName,
    String hostName,
    String description,
    String status,
    String regionId,
    String zoneId,
    String imageId,
    String instanceType,
    String resourceGroupId,
    String vSwitchId,
    List<String> securityGroupIds,
    String keyPairName,
    boolean deletionProtection,
    String stoppedMode,
    Instant creationTime,
    Instant startTime,
    List<String> lockReasons,
    List<Tag> tags,
    InstanceExtras extras,
    List<String> staleDiskIds) {
  public InstanceView {
    securityGroupIds = securityGroupIds == null ? List.of() : List.copyOf(securityGroupIds);
    lockReasons = lockReasons == null ? List.of() : List.copyOf(lockReasons);
    extras = extras == null ? InstanceExtras.NONE : extras;
    staleDiskIds = List.copyOf(staleDiskIds);
    tags = tags == null ? List.of() : List.copyOf(tags);
  }
}
