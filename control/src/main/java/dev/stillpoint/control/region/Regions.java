package dev.stillpoint.control.region;

import dev.stillpoint.control.fault.Refusal;
import java.util.List;

/** The regions and zones of this deployment. Zones are labels over one pool. Thread-safe. */
public interface Regions {
  /** All regions. */
  List<RegionView> regions();

  /**
   * The zones of a region.
   *
   * @throws Refusal MissingParameter, InvalidRegionId.NotFound
   */
  List<ZoneView> zones(String regionId) throws Refusal;

  /**
   * A region.
   *
   * @param regionId as the client sent it; its endpoint is for the api to fill in
   * @param localName readable name
   */
  record RegionView(String regionId, String localName) {}

  /**
   * A zone.
   *
   * @param zoneId for example {@code cn-hangzhou-h}
   * @param localName readable name
   * @param diskCategories what CreateDisk accepts there
   */
  record ZoneView(String zoneId, String localName, List<String> diskCategories) {
    public ZoneView {
      diskCategories = List.copyOf(diskCategories);
    }
  }
}
