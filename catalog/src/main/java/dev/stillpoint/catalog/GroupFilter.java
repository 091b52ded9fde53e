package dev.stillpoint.catalog;

import java.util.List;

/**
 * Which groups. Components combine with AND; null means no filter.
 *
 * @param accountId whose
 * @param ids one of these
 * @param instanceId exact
 * @param name exact
 * @param resourceGroupId exact
 * @param states one of these
 * @param tags tags that must all be there
 */
public record GroupFilter(
    String accountId,
    List<String> ids,
    String instanceId,
    String name,
    String resourceGroupId,
    List<SnapshotState> states,
    List<TagFilter> tags) {}
