package dev.stillpoint.control.disk;

import dev.stillpoint.block.BlockFault;
import dev.stillpoint.catalog.DiskHolderRow;
import dev.stillpoint.catalog.DiskRow;
import dev.stillpoint.catalog.HolderState;
import dev.stillpoint.control.foundation.Foundation;
import dev.stillpoint.control.foundation.ObjectLocks.Held;
import dev.stillpoint.control.port.ExportGate.Withdrawal;
import java.util.List;
import java.util.Set;

/**
 * The exports of disks that several instances hold. A disk has one for all holders, by its own
 * name, which is there while one of them runs, and for each that runs one of both names, as {@code
 * INSTANCEID/DISKID}. NBD does not tell who a client is: so when an instance lets go, whoever came
 * by its name is sent away, and whoever came by the disk's name alone, since it may have been its.
 */
public final class SharedExports {
  private static final System.Logger LOG = System.getLogger("dev.stillpoint.control");

  /** Behind every identifier, so that whoever holds others may still wait for it. */
  private static final String LOCK = "~exports of ";

  private final Foundation foundation;
  private final Volumes volumes;

  public SharedExports(Foundation foundation) {
    this.foundation = foundation;
    this.volumes = new Volumes(foundation);
  }

  /** True for the name of one instance's hold on the disk. */
  static boolean isAlias(String name, String diskId) {
    return name.endsWith("/" + diskId);
  }

  /** Opens what an instance that starts holds together with others. */
  public void open(String instanceId) throws BlockFault {
    for (DiskRow disk : held(instanceId)) {
      open(disk, instanceId);
    }
  }

  /**
   * As {@link #open(String)}, for an instance that ran before the server did, and knows of nothing.
   */
  public void reopen(String instanceId) throws BlockFault {
    for (DiskRow disk : held(instanceId)) {
      openForAll(disk, "");
      String name = DiskHolderRow.name(instanceId, disk.diskId());
      if (foundation.catalog().read(tables -> Staleness.lost(tables, name))) {
        bar(name, disk, List.of(instanceId));
      } else {
        volumes.publishAsShown(name, disk);
      }
    }
  }

  /** Opens the name that all share, unless somebody apart from one would go on over a gap. */
  private void openForAll(DiskRow disk, String apart) throws BlockFault {
    List<String> lost = lost(disk, apart);
    if (lost.isEmpty()) {
      volumes.publishAsShown(disk.diskId(), disk);
    } else {
      bar(disk.diskId(), disk, lost);
    }
  }

  private List<String> lost(DiskRow disk, String apart) {
    return foundation.catalog().read(tables -> Staleness.holdersLost(tables, disk.diskId(), apart));
  }

  private void bar(String name, DiskRow disk, List<String> instanceIds) {
    foundation.gate().bar(name, Staleness.sentence(disk.diskId(), instanceIds));
  }

  /** Closes what an instance that stops holds together with others. */
  public void close(String instanceId, Withdrawal how) {
    held(instanceId).forEach(disk -> close(disk, instanceId, how));
  }

  void open(DiskRow disk, String instanceId) throws BlockFault {
    try (Held _ = foundation.locks().hold(List.of(LOCK + disk.diskId()))) {
      if (!isOpen(disk)) {
        foundation
            .catalog()
            .write(tables -> {
              tables.diskResizes().shownOf(disk.diskId());
              return disk;
            });
      }
      openForAll(disk, instanceId);
      volumes.publishAsShown(DiskHolderRow.name(instanceId, disk.diskId()), disk);
    }
  }

  private boolean isOpen(DiskRow disk) {
    return foundation.gate().names().stream()
        .anyMatch(name -> name.equals(disk.diskId()) || isAlias(name, disk.diskId()));
  }

  void close(DiskRow disk, String instanceId, Withdrawal how) {
    try (Held _ = foundation.locks().hold(List.of(LOCK + disk.diskId()))) {
      foundation.withdraw(DiskHolderRow.name(instanceId, disk.diskId()), how);
      Set<String> names = foundation.gate().names();
      boolean others = names.stream().anyMatch(name -> isAlias(name, disk.diskId()));
      if (others && names.contains(disk.diskId())) {
        foundation.cut(disk.diskId(), how);
        return;
      }
      foundation.withdraw(disk.diskId(), how);
      if (others || !lost(disk, instanceId).isEmpty()) {
        openForAll(disk, instanceId);
      }
    } catch (BlockFault e) {
      LOG.log(System.Logger.Level.WARNING, "export " + disk.diskId() + " cannot be opened", e);
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
