package dev.stillpoint.block;

/**
 * One member of a group rollback.
 *
 * @param volume the volume to set back
 * @param target the image whose bytes it gets
 * @param undo the name under which its present is kept
 */
public record Rollback(VolumeId volume, ImageId target, ImageId undo) {}
