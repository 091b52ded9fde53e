package dev.stillpoint.catalog;

import java.util.List;

/**
 * Which snapshots. Components combine with AND; null means no filter.
 *
 * @param accountId whose
 * @param ids one of these
 * @param diskId made of it
 * @param instanceId made of disks that are attached to it now
 * @param name exact
 * @param resourceGroupId exact
 * @param type exact
 * @param sourceDiskType exact
 * @param states one of these
 * @param usage what it is used for
 * @param category exact
 * @param createdFrom milliseconds since 1970, inclusive
 * @param createdTo milliseconds since 1970, inclusive
 * @param tags tags that must all be there
 * @param seal what they are sealed under
 */
public record SnapshotFilter(
    String accountId,
    List<String> ids,
    String diskId,
    String instanceId,
    String name,
    String resourceGroupId,
    SnapshotType type,
    DiskType sourceDiskType,
    List<SnapshotState> states,
    SnapshotUsage usage,
    String category,
    Long createdFrom,
    Long createdTo,
    List<TagFilter> tags,
    SealFilter seal) {}
