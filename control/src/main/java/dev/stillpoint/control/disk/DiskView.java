package dev.stillpoint.control.disk;

import dev.stillpoint.control.request.Tag;
import java.time.Instant;
import java.util.List;

/**
 * A disk as DescribeDisks shows it.
 *
 * @param diskId its identifier, which is also its export's name
 * @param diskName empty when it has none
 * @param description empty when it has none
 * @param regionId region
 * @param zoneId zone
 * @param resourceGroupId resource group
 * @param serialNumber 20 letters and digits of the identifier
 * @param status Creating, Available, Attaching, In_use, Detaching or ReIniting
 * @param type system or data
 * @param category for example cloud_essd
 * @param performanceLevel empty unless cloud_essd
 * @param sizeGib size
 * @param instanceId empty when not attached
 * @param device empty when not attached
 * @param attachedTime null when not attached
 * @param detachedTime null when never detached or attached now
 * @param deleteWithInstance goes with its instance
 * @param deleteAutoSnapshot automatic snapshots go with the disk
 * @param enableAutoSnapshot an automatic policy may be applied
 * @param portable can be detached
 * @param burstingEnabled for cloud_auto
 * @param provisionedIops for cloud_auto; 0 otherwise
 * @param multiAttach Disabled or Enabled
 * @param sourceSnapshotId empty when born empty
 * @param imageId of a system disk; empty otherwise
 * @param creationTime when it was created
 * @param holders the instances that hold it
 * @param zoneIds of a regional disk; empty otherwise
 * @param lockReasons financial, security
 * @param tags all tags
 * @param kmsKeyId the master key of an encrypted disk; empty for a plain one
 * @param autoSnapshotPolicyId the policy that was applied to it first; empty when none is
 */
public record DiskView(
    String diskId,
    String diskName,
    String description,
    String regionId,
    String zoneId,
    String resourceGroupId,
    String serialNumber,
    String status,
    String type,
    String category,
    String performanceLevel,
    int sizeGib,
    String instanceId,
    String device,
    Instant attachedTime,
    Instant detachedTime,
    boolean deleteWithInstance,
    boolean deleteAutoSnapshot,
    boolean enableAutoSnapshot,
    boolean portable,
    boolean burstingEnabled,
    long provisionedIops,
    String multiAttach,
    String sourceSnapshotId,
    String imageId,
    Instant creationTime,
    List<DiskHolder> holders,
    List<String> zoneIds,
    List<String> lockReasons,
    List<Tag> tags,
    String kmsKeyId,
    String autoSnapshotPolicyId) {
  public DiskView {
    holders = holders == null ? List.of() : List.copyOf(holders);
    zoneIds = zoneIds == null ? List.of() : List.copyOf(zoneIds);
    lockReasons = lockReasons == null ? List.of() : List.copyOf(lockReasons);
    tags = tags == null ? List.of() : List.copyOf(tags);
  }

  /** Whether the disk is encrypted. */
  public boolean encrypted() {
    return !kmsKeyId.isEmpty();
  }
}
