package dev.stillpoint.catalog;

import java.util.List;

/**
 * Which policies. Components combine with AND; null means no filter.
 *
 * @param accountId whose
 * @param policyId exact
 * @param name exact
 * @param resourceGroupId exact
 * @param tags tags that must all be there
 */
public record SnapshotPolicyFilter(
    String accountId, String policyId, String name, String resourceGroupId, List<TagFilter> tags) {}
