package dev.stillpoint.control.port;

import dev.stillpoint.block.ImageId;
import dev.stillpoint.block.VolumeId;

/** What stands behind an export's name. */
public sealed interface ExportTarget {
  /**
   * A live disk, read-write.
   *
   * @param id the volume
   * @param sizeBytes what a client that comes is told; at most what the volume has
   * @param limits how fast it may be, over all of its connections together
   */
  record Volume(VolumeId id, long sizeBytes, IoLimits limits) implements ExportTarget {}

  /**
   * A snapshot, read-only; opened by name, never listed.
   *
   * @param id the image
   */
  record Image(ImageId id) implements ExportTarget {}
}
