package dev.stillpoint.catalog;

/**
 * An image.
 *
 * @param imageId its identifier
 * @param accountId whose it is
 * @param regionId region
 * @param resourceGroupId resource group
 * @param name unique within the account
 * @param family may be empty
 * @param version may be empty
 * @param description may be empty
 * @param architecture for example x86_64
 * @param platform as given
 * @param bootMode may be empty
 * @param state where it stands
 * @param sourceInstanceId empty unless made of an instance
 * @param createdAt milliseconds since 1970
 */
public record ImageRow(
    String imageId,
    String accountId,
    String regionId,
    String resourceGroupId,
    String name,
    String family,
    String version,
    String description,
    String architecture,
    String platform,
    String bootMode,
    ImageState state,
    String sourceInstanceId,
    long createdAt) {}
