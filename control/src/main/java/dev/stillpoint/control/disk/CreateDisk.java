package dev.stillpoint.control.disk;

import dev.stillpoint.control.request.Circumstances;
import dev.stillpoint.control.request.Tag;
import dev.stillpoint.control.rule.TextRule;
import java.util.List;
import java.util.Map;

/**
 * The parameters of CreateDisk as sent; every one may be null.
 *
 * @param regionId required
 * @param zoneId where; required unless instanceId is given
 * @param instanceId a subscription instance, which this deployment has none of
 * @param category null means {@code cloud}
 * @param sizeGib size; required unless snapshotId is given
 * @param snapshotId the snapshot whose bytes the disk begins with
 * @param performanceLevel PL0 to PL3, for cloud_essd
 * @param provisionedIops for cloud_auto
 * @param burstingEnabled for cloud_auto
 * @param encrypted whether it is to be encrypted; null means as its snapshot is
 * @param kmsKeyId the master key; null means the service's own
 * @param encryptAlgorithm aes-256
 * @param multiAttach {@code Enabled} is refused
 * @param diskName null or empty means none
 * @param description null or empty means none
 * @param storageSetId refused
 * @param storageClusterId refused
 * @param advancedFeatures refused
 * @param clientToken null or empty means none
 * @param resourceGroupId null means the default group
 * @param tags user's tags; null means none
 */
public record CreateDisk(
    String regionId,
    String zoneId,
    String instanceId,
    String category,
    Integer sizeGib,
    String snapshotId,
    String performanceLevel,
    Long provisionedIops,
    Boolean burstingEnabled,
    Boolean encrypted,
    String kmsKeyId,
    String encryptAlgorithm,
    String multiAttach,
    String diskName,
    String description,
    String storageSetId,
    String storageClusterId,
    String advancedFeatures,
    String clientToken,
    String resourceGroupId,
    List<Tag> tags) {
  public CreateDisk {
    tags = tags == null ? List.of() : List.copyOf(tags);
  }

  /** What the conditions of a policy may ask for. */
  Circumstances circumstances() {
    boolean seals = Boolean.TRUE.equals(encrypted);
    return new Circumstances(
        tags,
        Map.of(
            "ecs:IsDiskEncrypted",
            Boolean.toString(seals),
            "ecs:IsDiskByokEncrypted",
            Boolean.toString(seals && !TextRule.absent(kmsKeyId))));
  }
}
