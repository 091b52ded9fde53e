package dev.stillpoint.control.image;

import dev.stillpoint.control.request.Tag;
import java.time.Instant;
import java.util.List;

/**
 * An image as DescribeImages shows it.
 *
 * @param imageId its identifier
 * @param imageName its name
 * @param imageFamily empty when it has none
 * @param imageVersion empty when it has none
 * @param description empty when it has none
 * @param architecture for example x86_64
 * @param platform as given
 * @param bootMode empty when none was given
 * @param status Creating or Available
 * @param inUse an instance has it
 * @param resourceGroupId resource group
 * @param creationTime when it was asked for
 * @param disks its disks, the system disk first
 * @param tags all tags
 */
public record ImageView(
    String imageId,
    String imageName,
    String imageFamily,
    String imageVersion,
    String description,
    String architecture,
    String platform,
    String bootMode,
    String status,
    boolean inUse,
    String resourceGroupId,
    Instant creationTime,
    List<Disk> disks,
    List<Tag> tags) {
  public ImageView {
    disks = List.copyOf(disks);
    tags = List.copyOf(tags);
  }

  /** One disk of it. */
  public record Disk(
      String snapshotId, String type, String device, int sizeGib, int progressPercent) {}
}
