package dev.stillpoint.control.resourcegroup;

import dev.stillpoint.control.contract.Each;
import dev.stillpoint.control.contract.Inline;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.fault.ResourceGroupError;
import dev.stillpoint.control.request.Tag;
import dev.stillpoint.control.rule.TextRule;
import java.util.List;

/** What the actions on one resource group share. */
final class GroupAnswer {
  static final String OK = "OK";

  private GroupAnswer() {}

  static void checkId(String resourceGroupId) throws Refusal {
    if (TextRule.absent(resourceGroupId)) {
      throw new Refusal(ResourceGroupError.MISSING_PARAMETER_RESOURCE_GROUP_ID);
    }
  }

  /** A group by itself. */
  record Bare(ResourceGroupView resourceGroup) {}

  /** A group with its state. */
  record Whole(State resourceGroup) {}

  /** A group, how it stands in each region, and its tags, if they were asked for. */
  record State(
      @Inline ResourceGroupView group,
      String status,
      @Each("RegionStatus") List<InRegion> regionStatuses,
      @Each("Tag") List<Tag> tags) {}

  /** How a group stands in a region. */
  record InRegion(String regionId, String status) {}
}
