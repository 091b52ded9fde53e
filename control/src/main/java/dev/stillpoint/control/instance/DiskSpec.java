package dev.stillpoint.control.instance;

import dev.stillpoint.control.rule.TextRule;

/**
 * One disk of RunInstances as sent; every component may be null.
 *
 * @param category null means cloud_essd
 * @param sizeGib null means 40 for a system disk, or the snapshot's size
 * @param diskName null or empty means none
 * @param description null or empty means none
 * @param performanceLevel null means PL1 for cloud_essd
 * @param snapshotId data disk only
 * @param device data disk only
 * @param deleteWithInstance null means true
 * @param encrypted whether it is to be encrypted; null means as its snapshot is
 * @param kmsKeyId the master key; null means the service's own
 * @param encryptAlgorithm aes-256
 * @param provisionedIops for cloud_auto
 * @param burstingEnabled for cloud_auto
 * @param storageClusterId refused
 * @param autoSnapshotPolicyId the policy that is applied to it; null or empty means none
 */
public record DiskSpec(
    String category,
    Integer sizeGib,
    String diskName,
    String description,
    String performanceLevel,
    String snapshotId,
    String device,
    Boolean deleteWithInstance,
    Boolean encrypted,
    String kmsKeyId,
    String encryptAlgorithm,
    Long provisionedIops,
    Boolean burstingEnabled,
    String storageClusterId,
    String autoSnapshotPolicyId) {

  /** Whether it is to be encrypted, as far as the request says. */
  boolean asksForSeal() {
    return Boolean.TRUE.equals(encrypted);
  }

  /** Whether it is to be encrypted with a key that the request names. */
  boolean asksForOwnKey() {
    return asksForSeal() && !TextRule.absent(kmsKeyId);
  }

  /** Everything by default. */
  public static final DiskSpec DEFAULT =
      new DiskSpec(
          null, null, null, null, null, null, null, null, null, null, null, null, null, null, null);

  /** Everything by default, and as small as that allows. */
  static final DiskSpec SMALLEST =
      new DiskSpec(
          null, 20, null, null, null, null, null, null, null, null, null, null, null, null, null);
}
