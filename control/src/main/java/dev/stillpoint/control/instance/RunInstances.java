package dev.stillpoint.control.instance;

import dev.stillpoint.control.request.Circumstances;
import dev.stillpoint.control.request.Tag;
import java.util.List;
import java.util.Map;

/**
 * The parameters of RunInstances as sent; all but region, image and type may be null.
 *
 * @param regionId required
 * @param zoneId null means the region's first zone
 * @param imageId required; echoed
 * @param instanceType required; {@code ecs.} and more; echoed
 * @param amount 1 to 100; null means 1
 * @param minAmount not above amount
 * @param instanceName null or empty means the identifier
 * @param hostName echoed
 * @param description null or empty means none
 * @param uniqueSuffix adds 001, 002 ... to the names of several
 * @param vSwitchId echoed
 * @param securityGroupIds echoed
 * @param keyPairName echoed
 * @param systemDisk null means the default
 * @param dataDisks up to 16
 * @param deletionProtection null means false
 * @param instanceChargeType null or PostPaid
 * @param autoReleaseTime refused
 * @param dryRun null means false
 * @param clientToken null or empty means none
 * @param resourceGroupId null means the default group
 * @param tags user's tags; null means none
 * @param extras what is said about the guest; null means nothing
 */
public record RunInstances(
    String regionId,
    String zoneId,
    String imageId,
    String instanceType,
    Integer amount,
    Integer minAmount,
    String instanceName,
    String hostName,
    String description,
    Boolean uniqueSuffix,
    String vSwitchId,
    List<String> securityGroupIds,
    String keyPairName,
    DiskSpec systemDisk,
    List<DiskSpec> dataDisks,
    Boolean deletionProtection,
    String instanceChargeType,
    String autoReleaseTime,
    Boolean dryRun,
    String clientToken,
    String resourceGroupId,
    List<Tag> tags,
    InstanceExtras extras) {
  public RunInstances {
    securityGroupIds = securityGroupIds == null ? List.of() : List.copyOf(securityGroupIds);
    dataDisks = dataDisks == null ? List.of() : List.copyOf(dataDisks);
    tags = tags == null ? List.of() : List.copyOf(tags);
    extras = extras == null ? InstanceExtras.NONE : extras;
  }

  /**
   * What the conditions of a policy may ask for. Of several data disks it counts whether all are
   * encrypted.
   *
   * @param imageSealed whether every data disk that only the image brings is encrypted
   */
  Circumstances circumstances(boolean imageSealed) {
    int dot = instanceType.lastIndexOf('.');
    DiskSpec system = systemDisk == null ? DiskSpec.DEFAULT : systemDisk;
    return new Circumstances(
        tags,
        Map.of(
            "ecs:InstanceType",
            instanceType,
            "ecs:InstanceTypeFamily",
            dot < 0 ? instanceType : instanceType.substring(0, dot),
            "ecs:NotSpecifySecurityGroupId",
            Boolean.toString(securityGroupIds.isEmpty()),
            "ecs:IsSystemDiskEncrypted",
            Boolean.toString(system.asksForSeal()),
            "ecs:IsSystemDiskByokEncrypted",
            Boolean.toString(system.asksForOwnKey()),
            "ecs:IsDiskEncrypted",
            Boolean.toString(imageSealed && dataDisks.stream().allMatch(DiskSpec::asksForSeal)),
            "ecs:IsDiskByokEncrypted",
            Boolean.toString(dataDisks.stream().allMatch(DiskSpec::asksForOwnKey))));
  }
}
