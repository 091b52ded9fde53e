package dev.stillpoint.control.resourcegroup;

import dev.stillpoint.control.contract.Contract;
import dev.stillpoint.control.contract.Each;
import dev.stillpoint.control.contract.Inline;
import dev.stillpoint.control.request.PageShown;
import java.time.Instant;
import java.util.List;

/** The things in resource groups that match all that is asked, oldest first within each type. */
record ListResources(
    String resourceGroupId,
    String service,
    String region,
    String resourceType,
    String resourceId,
    @Inline NumberedPage page)
    implements Contract<ListResources.Answer> {
  record Answer(@Each("Resource") List<Line> resources, @Inline PageShown page) {}

  record Line(
      String service,
      String resourceType,
      String resourceGroupId,
      String resourceId,
      String regionId,
      Instant createDate) {}
}
