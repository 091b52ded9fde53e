package dev.stillpoint.api.ecs.region;

import dev.stillpoint.api.action.Action;
import dev.stillpoint.api.action.Arguments;
import dev.stillpoint.api.action.Invocation;
import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.render.Fields;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.region.Regions;
import dev.stillpoint.control.region.Regions.ZoneView;
import java.util.List;

/** Lists the zones of a region with what can be made there. */
final class DescribeZones implements Action {
  private static final List<String> CREATABLE = List.of("Instance", "Disk");

  private final Regions regions;

  DescribeZones(Regions regions) {
    this.regions = regions;
  }

  @Override
  public Fields perform(Invocation invocation) throws ApiFault, Refusal {
    Arguments arguments = invocation.arguments();
    boolean verbose = arguments.flag("Verbose").orElse(true);
    List<ZoneView> zones = regions.zones(arguments.required("RegionId"));
    return new Fields().list("Zones", "Zone", zones, zone -> zone(zone, verbose));
  }

  private static Fields zone(ZoneView zone, boolean verbose) {
    Fields fields =
        new Fields()
            .text("ZoneId", zone.zoneId())
            .text("LocalName", zone.localName())
            .text("ZoneType", "AvailabilityZone");
    if (verbose) {
      // The inner names are upstream's, odd as they are.
      fields
          .texts("AvailableResourceCreation", "ResourceTypes", CREATABLE)
          .texts("AvailableDiskCategories", "DiskCategories", zone.diskCategories())
          .texts("AvailableInstanceTypes", "InstanceTypes", List.of())
          .texts("AvailableVolumeCategories", "VolumeCategories", List.of())
          .texts("AvailableDedicatedHostTypes", "DedicatedHostType", List.of())
          .texts("DedicatedHostGenerations", "DedicatedHostGeneration", List.of())
          .list("AvailableResources", "ResourcesInfo", List.of(zone), DescribeZones::resources);
    }
    return fields;
  }

  private static Fields resources(ZoneView zone) {
    return new Fields()
        .flag("IoOptimized", true)
        .texts("SystemDiskCategories", "supportedSystemDiskCategory", zone.diskCategories())
        .texts("DataDiskCategories", "supportedDataDiskCategory", zone.diskCategories())
        .texts("NetworkTypes", "supportedNetworkCategory", List.of("vpc"))
        .texts("InstanceTypes", "supportedInstanceType", List.of())
        .texts("InstanceTypeFamilies", "supportedInstanceTypeFamily", List.of())
        .texts("InstanceGenerations", "supportedInstanceGeneration", List.of());
  }
}
