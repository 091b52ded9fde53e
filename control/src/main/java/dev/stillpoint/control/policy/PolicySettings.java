package dev.stillpoint.control.policy;

import java.util.List;

/**
 * What a policy does, as sent; null means not given.
 *
 * @param name empty means none
 * @param timePoints "0" to "23"
 * @param repeatWeekdays "1" to "7"
 * @param retentionDays -1 for good, or 1 to 65536
 * @param snapshotGroupBy None, Instance or Policy: which disks are frozen as one group; not a
 *     parameter of the cloud
 * @param enableCrossRegionCopy true is refused: there is one region
 * @param targetCopyRegions any region is refused
 * @param copiedSnapshotsRetentionDays checked, and without effect
 * @param copyEncrypted true is refused
 * @param targetTags true when tags of instances were given, which are refused
 */
public record PolicySettings(
    String name,
    List<String> timePoints,
    List<String> repeatWeekdays,
    Integer retentionDays,
    String snapshotGroupBy,
    Boolean enableCrossRegionCopy,
    List<String> targetCopyRegions,
    Integer copiedSnapshotsRetentionDays,
    Boolean copyEncrypted,
    boolean targetTags) {}
