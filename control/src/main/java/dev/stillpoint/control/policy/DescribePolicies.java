package dev.stillpoint.control.policy;

import dev.stillpoint.control.request.Paging;
import dev.stillpoint.control.request.Tag;
import java.util.List;

/**
 * The filters of DescribeAutoSnapshotPolicyEx as sent; they combine with AND, null means no filter.
 *
 * @param regionId required
 * @param policyId exact
 * @param name exact
 * @param resourceGroupId exact
 * @param tags tags that must all match
 * @param paging which page
 */
public record DescribePolicies(
    String regionId,
    String policyId,
    String name,
    String resourceGroupId,
    List<Tag> tags,
    Paging paging) {
  public DescribePolicies {
    tags = tags == null ? List.of() : List.copyOf(tags);
    paging = paging == null ? Paging.FIRST : paging;
  }
}
