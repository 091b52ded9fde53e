package dev.stillpoint.catalog;

import java.util.List;

/**
 * Which instances. Components combine with AND; null means no filter.
 *
 * @param accountId whose
 * @param ids one of these
 * @param status exact
 * @param zoneId exact
 * @param name exact, or a pattern with *
 * @param instanceType exact
 * @param imageId exact
 * @param vSwitchId exact
 * @param securityGroupId one of the instance's
 * @param keyPairName exact
 * @param lockReason one of the instance's
 * @param resourceGroupId exact
 * @param typeFamily the first parts of the type
 * @param internetChargeType exact
 * @param httpEndpoint exact
 * @param httpTokens exact
 * @param createdFrom milliseconds since 1970, inclusive
 * @param createdTo milliseconds since 1970, inclusive
 * @param tags tags that must all be there
 */
public record InstanceFilter(
    String accountId,
    List<String> ids,
    InstanceStatus status,
    String zoneId,
    String name,
    String instanceType,
    String imageId,
    String vSwitchId,
    String securityGroupId,
    String keyPairName,
    String lockReason,
    String resourceGroupId,
    String typeFamily,
    String internetChargeType,
    String httpEndpoint,
    String httpTokens,
    Long createdFrom,
    Long createdTo,
    List<TagFilter> tags) {}
