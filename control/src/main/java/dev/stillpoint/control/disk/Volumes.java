package dev.stillpoint.control.disk;

import dev.stillpoint.block.BlockDevice;
import dev.stillpoint.block.BlockFault;
import dev.stillpoint.block.DataKeyId;
import dev.stillpoint.block.Durability;
import dev.stillpoint.block.ImageId;
import dev.stillpoint.block.VolumeId;
import dev.stillpoint.block.Zeroing;
import dev.stillpoint.catalog.DiskResizeRow;
import dev.stillpoint.catalog.DiskRow;
import dev.stillpoint.catalog.SealRow;
import dev.stillpoint.catalog.SnapshotRow;
import dev.stillpoint.control.foundation.Foundation;
import dev.stillpoint.control.port.ExportTarget;
import dev.stillpoint.control.port.IoLimits;
import dev.stillpoint.control.rule.DiskCategory;
import dev.stillpoint.control.rule.DiskPerformance;
import java.util.Optional;

/** What a disk's row means to the engine and to the gate. */
public final class Volumes {
  private static final int GIB_SHIFT = 30;

  private final Foundation foundation;

  public Volumes(Foundation foundation) {
    this.foundation = foundation;
  }

  /** GiB as bytes. */
  public static long bytes(int gib) {
    return (long) gib << GIB_SHIFT;
  }

  /**
   * Makes the volume of a new disk, sealed if the disk is.
   *
   * @param source the snapshot it begins with; null when it is born empty
   */
  public void make(DiskRow disk, SnapshotRow source) throws BlockFault {
    VolumeId volume = new VolumeId(disk.volume());
    if (source != null) {
      foundation.engine().cloneVolume(volume, new ImageId(source.image()), bytes(disk.sizeGib()));
      return;
    }
    Optional<Long> key = dataKey(disk);
    if (key.isPresent()) {
      foundation.dataKeys().admit(key.get());
      foundation
          .engine()
          .createSealedVolume(volume, bytes(disk.sizeGib()), new DataKeyId(key.get()));
    } else {
      foundation.engine().createVolume(volume, bytes(disk.sizeGib()));
    }
  }

  private Optional<Long> dataKey(DiskRow disk) {
    return foundation
        .catalog()
        .read(tables -> tables.seals().of(disk.diskId()))
        .map(SealRow::dataKey);
  }

  /** Deletes the volume of a disk; one that is not there is no error. */
  public void delete(DiskRow disk) throws BlockFault {
    try {
      foundation.engine().deleteVolume(new VolumeId(disk.volume()));
    } catch (BlockFault.NotFound _) {
      // An earlier attempt came so far.
    }
  }

  /** Drops every block of a disk; doing it again does no harm. */
  public void empty(DiskRow disk) throws BlockFault {
    try (BlockDevice device = foundation.engine().openVolume(new VolumeId(disk.volume()))) {
      device.zero(0, device.sizeBytes(), Zeroing.HOLE, Durability.VOLATILE);
      device.flush();
    }
  }

  /** Opens a disk's export, with all that the disk has. */
  public void publish(DiskRow disk) throws BlockFault {
    publish(disk.diskId(), disk, disk.sizeGib());
  }

  /** Opens a disk's export, or opens it again, as a running instance is to go on to see it. */
  public void publishAsShown(DiskRow disk) throws BlockFault {
    publishAsShown(disk.diskId(), disk);
  }

  /** As {@link #publishAsShown(DiskRow)}, by a name that the disk has. */
  void publishAsShown(String name, DiskRow disk) throws BlockFault {
    int gib =
        foundation
            .catalog()
            .read(tables -> tables.diskResizes().find(disk.diskId()))
            .map(DiskResizeRow::shownGib)
            .orElse(disk.sizeGib());
    publish(name, disk, gib);
  }

  /** Tells an export that is open what its disk is by now; a closed one stays closed. */
  public void publishAgain(DiskRow disk) throws BlockFault {
    for (String name : foundation.gate().names()) {
      if (name.equals(disk.diskId()) || SharedExports.isAlias(name, disk.diskId())) {
        publishAsShown(name, disk);
      }
    }
  }

  private static IoLimits limits(DiskRow disk) {
    return DiskPerformance.of(
        DiskCategory.of(disk.category()).orElseThrow(),
        disk.performanceLevel(),
        disk.sizeGib(),
        disk.provisionedIops(),
        disk.burstingEnabled());
  }

  private void publish(String name, DiskRow disk, int gib) throws BlockFault {
    foundation
        .gate()
        .publish(
            name, new ExportTarget.Volume(new VolumeId(disk.volume()), bytes(gib), limits(disk)));
  }
}
