package dev.stillpoint.control.resourcegroup;

/**
 * The filters of ListResources as sent; they combine with AND, null means no filter.
 *
 * @param resourceGroupId exact
 * @param service ecs, or another of which there is nothing here
 * @param region exact
 * @param resourceType for example disk
 * @param resourceId exact
 * @param pageNumber from 1; null means 1
 * @param pageSize 1 to 100; null means 10
 */
public record ListResources(
    String resourceGroupId,
    String service,
    String region,
    String resourceType,
    String resourceId,
    Integer pageNumber,
    Integer pageSize) {}
