package dev.stillpoint.control.disk;

import dev.stillpoint.block.BlockFault;
import dev.stillpoint.catalog.DiskRow;
import dev.stillpoint.catalog.DiskSwitchRow;
import dev.stillpoint.catalog.Tables;
import dev.stillpoint.control.fault.DiskChangeError;
import dev.stillpoint.control.fault.DiskError;
import dev.stillpoint.control.fault.DiskSpecError;
import dev.stillpoint.control.fault.GroupError;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.fault.SharedError;
import dev.stillpoint.control.foundation.Foundation;
import dev.stillpoint.control.foundation.ObjectLocks.Held;
import dev.stillpoint.control.request.Caller;
import dev.stillpoint.control.request.Resource;
import dev.stillpoint.control.rule.TextRule;
import java.util.List;

/** ModifyDiskAttribute: one transaction, the engine knows nothing of it. */
final class DiskAttributes {
  private static final int DISKS_MAX = 100;

  private static final System.Logger LOG = System.getLogger("dev.stillpoint.control");

  private final Foundation foundation;
  private final DiskHolding holding;
  private final Volumes volumes;

  DiskAttributes(Foundation foundation) {
    this.foundation = foundation;
    this.holding = new DiskHolding(foundation);
    this.volumes = new Volumes(foundation);
  }

  void modify(Caller caller, ModifyDiskAttribute request) throws Refusal {
    List<String> ids = checkForm(request);
    foundation
        .admission()
        .admit(
            caller, "ModifyDiskAttribute", request.regionId(), Resource.namedOrEvery("disk", ids));
    // The instances too: one that stops meanwhile would find its export open again.
    try (Held _ = holding.hold(ids, List.of())) {
      foundation
          .catalog()
          .write(tables -> {
            for (String id : ids) {
              change(tables, DiskHolding.find(tables, caller, id), request);
            }
            return ids;
          });
      if (request.burstingEnabled() != null) {
        ids.forEach(this::publishAgain);
      }
    }
  }

  /** The limits of an open export follow. */
  private void publishAgain(String diskId) {
    try {
      volumes.publishAgain(
          foundation.catalog().read(tables -> tables.disks().find(diskId).orElseThrow()));
    } catch (BlockFault e) {
      LOG.log(System.Logger.Level.WARNING, "disk " + diskId + " keeps its old limits", e);
    }
  }

  private static List<String> checkForm(ModifyDiskAttribute request) throws Refusal {
    boolean one = !TextRule.absent(request.diskId());
    if (one && !request.diskIds().isEmpty()) {
      throw new Refusal(DiskChangeError.PARAMETER_CONFLICT_DISK_ID_AND_DISK_IDS);
    }
    if (!one && request.diskIds().isEmpty()) {
      throw new Refusal(DiskChangeError.MISSING_PARAMETER_DISK_ID_OR_DISK_IDS);
    }
    if (request.diskIds().size() > DISKS_MAX) {
      throw new Refusal(SharedError.INVALID_PARAMETER, "DiskIds.N");
    }
    if (request.changesNothing()) {
      throw new Refusal(DiskChangeError.NO_ATTRIBUTE_TO_MODIFY);
    }
    TextRule.NAME.check(request.diskName(), DiskError.INVALID_DISK_NAME_MALFORMED);
    TextRule.DESCRIPTION.check(request.description(), GroupError.INVALID_DESCRIPTION_MALFORMED);
    return one ? List.of(request.diskId()) : request.diskIds().stream().distinct().toList();
  }

  private static void change(Tables tables, DiskRow disk, ModifyDiskAttribute request)
      throws Refusal {
    String id = disk.diskId();
    tables
        .disks()
        .setTexts(
            id,
            request.diskName() == null ? disk.name() : request.diskName(),
            request.description() == null ? disk.description() : request.description());
    if (request.deleteWithInstance() != null) {
      if (DiskKinds.multiAttach(disk)) {
        throw new Refusal(DiskChangeError.DELETE_WITH_INSTANCE_CONFLICT, id);
      }
      tables.disks().setDeleteWithInstance(id, request.deleteWithInstance());
    }
    if (request.burstingEnabled() != null) {
      if (tables.diskMoves().find(id).isPresent()) {
        throw new Refusal(DiskSpecError.BURSTING_ENABLED_FOR_MODIFYING_DISK_UNSUPPORTED, id);
      }
      DiskKinds.checkBursting(disk, request.burstingEnabled());
      tables.disks().setBursting(id, request.burstingEnabled());
    }
    DiskSwitchRow old = tables.diskSwitches().of(id);
    DiskSwitchRow wanted =
        new DiskSwitchRow(
            id,
            orElse(request.deleteAutoSnapshot(), old.deleteAutoSnapshot()),
            orElse(request.enableAutoSnapshot(), old.enableAutoSnapshot()));
    if (!wanted.equals(old)) {
      tables.diskSwitches().put(wanted);
    }
  }

  private static boolean orElse(Boolean wanted, boolean old) {
    return wanted == null ? old : wanted;
  }
}
