package dev.stillpoint.catalog;

import java.util.List;

/**
 * Which disks. Components combine with AND; null means no filter.
 *
 * @param accountId whose
 * @param ids one of these
 * @param instanceId attached to it
 * @param zoneId exact
 * @param sourceSnapshotId made from it
 * @param name exact
 * @param resourceGroupId exact
 * @param type exact
 * @param category exact
 * @param status exact
 * @param deleteWithInstance exact
 * @param deleteAutoSnapshot exact
 * @param enableAutoSnapshot exact
 * @param multiAttach exact
 * @param lockReason of the instance it is attached to
 * @param createdFrom milliseconds since 1970, inclusive
 * @param createdTo milliseconds since 1970, inclusive
 * @param tags tags that must all be there
 * @param seal what they are sealed under
 * @param applied which auto snapshot policies they have
 */
public record DiskFilter(
    String accountId,
    List<String> ids,
    String instanceId,
    String zoneId,
    String sourceSnapshotId,
    String name,
    String resourceGroupId,
    DiskType type,
    String category,
    DiskStatus status,
    Boolean deleteWithInstance,
    Boolean deleteAutoSnapshot,
    Boolean enableAutoSnapshot,
    String multiAttach,
    String lockReason,
    Long createdFrom,
    Long createdTo,
    List<TagFilter> tags,
    SealFilter seal,
    AppliedFilter applied) {}
