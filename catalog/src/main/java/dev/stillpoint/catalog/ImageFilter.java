package dev.stillpoint.catalog;

import java.util.List;

/**
 * Which images. Components combine with AND; null means no filter.
 *
 * @param accountId whose
 * @param ids one of these
 * @param name exact, or a pattern with *
 * @param family exact
 * @param architecture exact
 * @param states one of these
 * @param snapshotId one of its disks begins with it
 * @param resourceGroupId exact
 * @param inUse whether an instance has it
 * @param createdFrom milliseconds since 1970, inclusive
 * @param createdTo milliseconds since 1970, inclusive
 * @param tags tags that must all be there
 */
public record ImageFilter(
    String accountId,
    List<String> ids,
    String name,
    String family,
    String architecture,
    List<ImageState> states,
    String snapshotId,
    String resourceGroupId,
    Boolean inUse,
    Long createdFrom,
    Long createdTo,
    List<TagFilter> tags) {}
