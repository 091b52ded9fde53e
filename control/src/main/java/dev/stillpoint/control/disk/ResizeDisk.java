package dev.stillpoint.control.disk;

/**
 * The parameters of ResizeDisk as sent.
 *
 * @param diskId required
 * @param newSizeGib required
 * @param type {@code offline} or {@code online}; null means offline
 * @param clientToken null or empty means none
 */
public record ResizeDisk(String diskId, Integer newSizeGib, String type, String clientToken) {}
