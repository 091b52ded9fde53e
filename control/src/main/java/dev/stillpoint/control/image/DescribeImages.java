package dev.stillpoint.control.image;

import dev.stillpoint.control.request.FilterPair;
import dev.stillpoint.control.request.Paging;
import dev.stillpoint.control.request.Tag;
import java.util.List;

/**
 * The filters of DescribeImages as sent; they combine with AND, null means no filter.
 *
 * @param regionId required
 * @param imageIds up to 100; null means no filter
 * @param imageName exact, or a pattern with *
 * @param imageFamily exact
 * @param architecture exact
 * @param status one or several with commas; null means Available
 * @param snapshotId one of its disks begins with it
 * @param resourceGroupId exact
 * @param usage instance or none
 * @param tags tags that must all match
 * @param filters pairs of a time's name and a time
 * @param elsewhere true when something is asked for that no image here is
 * @param dryRun null means false
 * @param paging which part; null means the first page
 */
public record DescribeImages(
    String regionId,
    List<String> imageIds,
    String imageName,
    String imageFamily,
    String architecture,
    String status,
    String snapshotId,
    String resourceGroupId,
    String usage,
    List<Tag> tags,
    List<FilterPair> filters,
    boolean elsewhere,
    Boolean dryRun,
    Paging paging) {
  public DescribeImages {
    imageIds = imageIds == null ? null : List.copyOf(imageIds);
    tags = tags == null ? List.of() : List.copyOf(tags);
    filters = filters == null ? List.of() : List.copyOf(filters);
    paging = paging == null ? Paging.FIRST : paging;
  }
}
