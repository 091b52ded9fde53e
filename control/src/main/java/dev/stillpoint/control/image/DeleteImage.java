package dev.stillpoint.control.image;

/**
 * The parameters of DeleteImage as sent.
 *
 * @param regionId required
 * @param imageId required
 * @param force true also deletes one that an instance has
 * @param dryRun null means false
 */
public record DeleteImage(String regionId, String imageId, Boolean force, Boolean dryRun) {}
