package dev.stillpoint.api.ecs.region;

import dev.stillpoint.api.action.Action;
import dev.stillpoint.control.region.Regions;
import java.util.List;

/** The actions on regions and zones. */
public final class RegionActions {
  private RegionActions() {}

  /** Each of them, over the doors that it needs. */
  public static List<Action> over(Regions regions) {
    return List.of(new DescribeRegions(regions), new DescribeZones(regions));
  }
}
