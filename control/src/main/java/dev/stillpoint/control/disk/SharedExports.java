package dev.stillpoint.control.disk;

import dev.stillpoint.block.BlockFault;
import dev.stillpoint.catalog.DiskRow;
import dev.stillpoint.catalog.HolderState;
import dev.stillpoint.control.foundation.Foundation;
import dev.stillpoint.control.foundation.ObjectLocks.Held;
import dev.stillpoint.control.port.ExportGate.Withdrawal;
import java.util.List;

/**
 * The exports of disks that several instances hold. A disk has one for all holders, by its own
 * name, which is there while one of them runs, and for each that runs one of both names, as {@code
 * INSTANCEID/DISKID}. NBD does not tell who a client is: so when an instance lets go, whoever came
 * by its name is sent away, and whoever came by the disk's name alone, since it may have been its.
 */
public final class SharedExports {
  /** Behind every identifier, so that whoever holds others may still wait for it. */
  private static final String LOCK = "~exports of ";

  private final Foundation foundation;
  private final Volumes volumes;

  public SharedExports(Foundation foundation) {
    this.foundation = foundation;
    this.volumes = new Volumes(foundation);
  }

  /** The name by which one instance alone opens a disk. */
  static String alias(String instanceId, String diskId) {
    return instanceId + "/" + diskId;
  }

  /** True for a name that {@link #alias} made of the disk's. */
  static boolean isAlias(String name, String diskId) {
    return name.endsWith("/" + diskId);
  }

  /** Opens what an instance that starts holds together with others. */
  public void open(String instanceId) throws BlockFault {
    for (DiskRow disk : held(instanceId)) {
      open(disk, instanceId);
    }
  }

  /** As {@link #open(String)}, for an instance that ran before the server did. */
  public void reopen(String instanceId) throws BlockFault {
    for (DiskRow disk : held(instanceId)) {
      volumes.publishAsShown(disk.diskId(), disk);
      volumes.publishAsShown(alias(instanceId, disk.diskId()), disk);
    }
  }

  /** Closes what an instance that stops holds together with others. */
  public void close(String instanceId, Withdrawal how) {
    held(instanceId).forEach(disk -> close(disk, instanceId, how));
  }

  void open(DiskRow disk, String instanceId) throws BlockFault {
    try (Held _ = foundation.locks().hold(List.of(LOCK + disk.diskId()))) {
      if (!foundation.gate().names().contains(disk.diskId())) {
        foundation
            .catalog()
            .write(tables -> {
              tables.diskResizes().shownOf(disk.diskId());
              return disk;
            });
      }
      volumes.publishAsShown(disk.diskId(), disk);
      volumes.publishAsShown(alias(instanceId, disk.diskId()), disk);
    }
  }

  void close(DiskRow disk, String instanceId, Withdrawal how) {
    try (Held _ = foundation.locks().hold(List.of(LOCK + disk.diskId()))) {
      foundation.withdraw(alias(instanceId, disk.diskId()), how);
      boolean others =
          foundation.gate().names().stream().anyMatch(name -> isAlias(name, disk.diskId()));
      if (others) {
        foundation.cut(disk.diskId(), how);
      } else {
        foundation.withdraw(disk.diskId(), how);
      }
    }
  }

  private List<DiskRow> held(String instanceId) {
    return foundation
        .catalog()
        .read(tables ->
            tables.diskHolders().ofInstance(instanceId).stream()
                .filter(row -> row.state() == HolderState.ATTACHED)
                .map(row -> tables.disks().find(row.diskId()).orElseThrow())
                .toList());
  }
}
