package dev.stillpoint.control.image;

import dev.stillpoint.control.request.Tag;
import java.util.List;

/**
 * The parameters of CreateImage as sent; one of snapshot, instance and mappings is needed.
 *
 * @param regionId required
 * @param snapshotId of a system disk
 * @param instanceId Running or Stopped
 * @param mappings the disks one by one
 * @param imageName null or empty means the identifier
 * @param imageFamily null or empty means none
 * @param imageVersion null or empty means none
 * @param description null or empty means none
 * @param platform null means Others Linux
 * @param architecture null means x86_64
 * @param bootMode BIOS, UEFI or UEFI-Preferred
 * @param clientToken null or empty means none
 * @param resourceGroupId null means the default group
 * @param dryRun null means false
 * @param tags user's tags; null means none
 */
public record CreateImage(
    String regionId,
    String snapshotId,
    String instanceId,
    List<Mapping> mappings,
    String imageName,
    String imageFamily,
    String imageVersion,
    String description,
    String platform,
    String architecture,
    String bootMode,
    String clientToken,
    String resourceGroupId,
    Boolean dryRun,
    List<Tag> tags) {
  public CreateImage {
    mappings = mappings == null ? List.of() : List.copyOf(mappings);
    tags = tags == null ? List.of() : List.copyOf(tags);
  }

  /**
   * One disk of an image.
   *
   * @param snapshotId what it begins with
   * @param device its name inside the instance; null means the next free one
   * @param diskType system or data; null means what the snapshot's disk was
   * @param sizeGib null means the snapshot's size
   */
  public record Mapping(String snapshotId, String device, String diskType, Integer sizeGib) {}
}
