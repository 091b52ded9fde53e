package dev.stillpoint.control.region;

import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.foundation.Geography;
import dev.stillpoint.control.rule.DiskCategory;
import dev.stillpoint.control.rule.Places;
import java.util.Arrays;
import java.util.List;

/** Regions that a configuration fixes. */
public final class FixedRegions implements Regions {
  private final Geography geography;

  public FixedRegions(Geography geography) {
    this.geography = geography;
  }

  @Override
  public List<RegionView> regions() {
    return List.of(new RegionView(geography.regionId(), geography.regionId()));
  }

  @Override
  public List<ZoneView> zones(String regionId) throws Refusal {
    Places.checkRegion(geography, regionId);
    List<String> categories = Arrays.stream(DiskCategory.values()).map(DiskCategory::wire).toList();
    return geography.zoneIds().stream().map(zone -> new ZoneView(zone, zone, categories)).toList();
  }
}
