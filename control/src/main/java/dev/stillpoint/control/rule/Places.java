package dev.stillpoint.control.rule;

import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.fault.SharedError;
import dev.stillpoint.control.foundation.Geography;

/** Whether a region and a zone exist. */
public final class Places {
  private Places() {}

  /**
   * Checks a required region.
   *
   * @throws Refusal MissingParameter, InvalidRegionId.NotFound
   */
  public static void checkRegion(Geography geography, String regionId) throws Refusal {
    if (!geography.regionId().equals(TextRule.require(regionId, "RegionId"))) {
      throw new Refusal(SharedError.INVALID_REGION_ID_NOT_FOUND, regionId);
    }
  }

  /**
   * Checks a zone.
   *
   * @throws Refusal InvalidZoneId.NotFound
   */
  public static void checkZone(Geography geography, String zoneId) throws Refusal {
    if (!geography.zoneIds().contains(zoneId)) {
      throw new Refusal(SharedError.INVALID_ZONE_ID_NOT_FOUND, zoneId);
    }
  }
}
