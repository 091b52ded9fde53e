package dev.stillpoint.control.disk;

/**
 * The parameters of ModifyDiskSpec as sent; what is null stays as it is.
 *
 * @param diskId required
 * @param category the new category
 * @param performanceLevel PL0 to PL3, for cloud_essd
 * @param provisionedIops for cloud_auto
 * @param destinationZoneId where a regional disk goes that becomes a zonal one
 * @param dryRun null means false
 */
public record ModifyDiskSpec(
    String diskId,
    String category,
    String performanceLevel,
    Long provisionedIops,
    String destinationZoneId,
    Boolean dryRun) {}
