package dev.stillpoint.block;

/**
 * One member of a group to be frozen.
 *
 * @param volume the volume
 * @param image the name of the image that is made of it
 */
public record Freeze(VolumeId volume, ImageId image) {}
