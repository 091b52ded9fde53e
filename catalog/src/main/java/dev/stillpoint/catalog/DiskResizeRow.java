package dev.stillpoint.catalog;

/**
 * A disk that grows or grew.
 *
 * @param diskId the disk
 * @param toGib its size in the end
 * @param shownGib the size that its open export goes on to show; null means the new one
 * @param intended the catalog does not know yet whether the engine did it
 */
public record DiskResizeRow(String diskId, int toGib, Integer shownGib, boolean intended) {}
