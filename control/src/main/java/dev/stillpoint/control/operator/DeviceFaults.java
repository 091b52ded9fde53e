package dev.stillpoint.control.operator;

import dev.stillpoint.block.VolumeId;
import dev.stillpoint.catalog.DiskRow;
import dev.stillpoint.catalog.Mark;
import dev.stillpoint.catalog.MarkRow;
import dev.stillpoint.control.foundation.Foundation;
import java.util.Optional;

/**
 * Takes note of a disk whose device failed a request of its client. What the client holds of it is
 * uncertain from then on, so no snapshot is made of it until its instance was restarted, which
 * gives it a fresh device. Thread-safe.
 */
public final class DeviceFaults {
  private static final System.Logger LOG = System.getLogger("dev.stillpoint.control");

  private final Foundation foundation;

  DeviceFaults(Foundation foundation) {
    this.foundation = foundation;
  }

  /** A request to the device of a volume failed. Writes to the catalog, so not for a data path. */
  public void failed(VolumeId volume) {
    Optional<DiskRow> disk =
        foundation
            .catalog()
            .write(tables -> {
              Optional<DiskRow> row = tables.disks().ofVolume(volume.value());
              row.ifPresent(found ->
                  tables
                      .marks()
                      .set(new MarkRow(found.diskId(), Mark.DEVICE_STALE, foundation.now())));
              return row;
            });
    disk.ifPresent(row ->
        LOG.log(
            System.Logger.Level.WARNING,
            "the device of disk {0} failed a request and is stale until its instance restarts",
            row.diskId()));
  }
}
