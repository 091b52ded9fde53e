package dev.stillpoint.catalog;

/**
 * A shared volume of the product that came before multi-attach.
 *
 * @param volumeId begins with {@code v-}
 * @param accountId whose it is
 * @param status as a disk's
 * @param createdAt milliseconds since 1970
 */
public record SharedVolumeRow(
    String volumeId, String accountId, SharedVolumeStatus status, long createdAt) {}
