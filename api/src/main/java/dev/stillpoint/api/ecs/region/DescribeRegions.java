package dev.stillpoint.api.ecs.region;

import dev.stillpoint.api.action.Action;
import dev.stillpoint.api.action.Invocation;
import dev.stillpoint.api.render.Fields;
import dev.stillpoint.control.region.Regions;

/** Lists the regions. The endpoint of each is the address at which the caller reached us. */
final class DescribeRegions implements Action {
  private final Regions regions;

  DescribeRegions(Regions regions) {
    this.regions = regions;
  }

  @Override
  public Fields perform(Invocation invocation) {
    return new Fields()
        .list(
            "Regions",
            "Region",
            regions.regions(),
            region ->
                new Fields()
                    .text("RegionId", region.regionId())
                    .text("LocalName", region.localName())
                    .text("RegionEndpoint", invocation.host())
                    .text("Status", "available"));
  }
}
