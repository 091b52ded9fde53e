package dev.stillpoint.control.instance;

import dev.stillpoint.control.request.Paging;
import dev.stillpoint.control.request.Tag;
import java.util.List;

/**
 * The filters of DescribeInstances as sent; they combine with AND, null means no filter.
 *
 * @param regionId required
 * @param instanceIds an empty list answers nothing; null means no filter
 * @param status exact
 * @param zoneId exact
 * @param instanceName exact, or a pattern with *
 * @param instanceType exact
 * @param imageId exact
 * @param vpcId no instance has one
 * @param vSwitchId exact
 * @param securityGroupId one of the instance's
 * @param keyPairName exact
 * @param instanceChargeType PrePaid or PostPaid
 * @param lockReason financial or security
 * @param resourceGroupId exact
 * @param tags tags that must all match
 * @param more filters that few clients send; null means none
 * @param dryRun null means false
 * @param paging which part; null means the first page
 */
public record DescribeInstances(
    String regionId,
    List<String> instanceIds,
    String status,
    String zoneId,
    String instanceName,
    String instanceType,
    String imageId,
    String vpcId,
    String vSwitchId,
    String securityGroupId,
    String keyPairName,
    String instanceChargeType,
    String lockReason,
    String resourceGroupId,
    List<Tag> tags,
    InstanceQuery more,
    Boolean dryRun,
    Paging paging) {
  public DescribeInstances {
    instanceIds = instanceIds == null ? null : List.copyOf(instanceIds);
    tags = tags == null ? List.of() : List.copyOf(tags);
    more = more == null ? InstanceQuery.NONE : more;
    paging = paging == null ? Paging.FIRST : paging;
  }
}
