package dev.stillpoint.control.group;

import dev.stillpoint.control.request.Tag;
import java.time.Instant;
import java.util.List;

/**
 * A snapshot group as DescribeSnapshotGroups shows it.
 *
 * @param snapshotGroupId its identifier
 * @param name empty when it has none
 * @param description empty when it has none
 * @param instanceId empty unless all members come from one instance
 * @param status progressing, accomplished or failed
 * @param creationTime when it was asked for
 * @param resourceGroupId resource group
 * @param automatic kept by ResetDisks to undo it
 * @param expiryTime when an automatic group goes; null when kept for good
 * @param cutTime the instant, milliseconds; null until it was frozen
 * @param cutLsn the record that froze it; null until it was frozen
 * @param tags all tags
 * @param members its snapshots, in the order of the call
 */
public record GroupView(
    String snapshotGroupId,
    String name,
    String description,
    String instanceId,
    String status,
    Instant creationTime,
    String resourceGroupId,
    boolean automatic,
    Instant expiryTime,
    Instant cutTime,
    Long cutLsn,
    List<Tag> tags,
    List<Member> members) {
  public GroupView {
    tags = tags == null ? List.of() : List.copyOf(tags);
    members = members == null ? List.of() : List.copyOf(members);
  }

  /**
   * One snapshot of the group.
   *
   * @param snapshotId the snapshot
   * @param sourceDiskId stays after the disk is gone
   * @param sourceDiskType system or data
   * @param progressPercent 0 to 100
   * @param available its bytes can be read and used
   * @param tags all its tags; {@code acs:ecs:createFrom} names the instance that the disk was
   *     attached to
   */
  public record Member(
      String snapshotId,
      String sourceDiskId,
      String sourceDiskType,
      int progressPercent,
      boolean available,
      List<Tag> tags) {
    public Member {
      tags = List.copyOf(tags);
    }
  }
}
