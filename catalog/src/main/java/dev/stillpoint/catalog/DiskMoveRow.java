package dev.stillpoint.catalog;

/**
 * A disk on its way to another category or level.
 *
 * @param diskId the disk
 * @param taskId what its client was told
 * @param category its category in the end
 * @param performanceLevel its level in the end; empty unless cloud_essd
 * @param provisionedIops 0 unless cloud_auto
 * @param zoneId its zone in the end; empty for a regional disk
 */
public record DiskMoveRow(
    String diskId,
    String taskId,
    String category,
    String performanceLevel,
    long provisionedIops,
    String zoneId) {}
