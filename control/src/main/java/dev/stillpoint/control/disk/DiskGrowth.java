package dev.stillpoint.control.disk;

import dev.stillpoint.block.BlockFault;
import dev.stillpoint.block.VolumeId;
import dev.stillpoint.catalog.DiskResizeRow;
import dev.stillpoint.catalog.DiskRow;
import dev.stillpoint.catalog.DiskType;
import dev.stillpoint.catalog.InstanceRow;
import dev.stillpoint.catalog.InstanceStatus;
import dev.stillpoint.catalog.Tables;
import dev.stillpoint.control.fault.DiskChangeError;
import dev.stillpoint.control.fault.DiskError;
import dev.stillpoint.control.fault.GroupError;
import dev.stillpoint.control.fault.KeyError;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.fault.SharedError;
import dev.stillpoint.control.foundation.Foundation;
import dev.stillpoint.control.foundation.ObjectLocks.Held;
import dev.stillpoint.control.key.KeyRules;
import dev.stillpoint.control.request.Caller;
import dev.stillpoint.control.request.Resource;
import dev.stillpoint.control.rule.DiskCategory;
import dev.stillpoint.control.rule.TextRule;
import dev.stillpoint.control.step.CrashPoint;
import dev.stillpoint.control.token.ClientTokens;
import dev.stillpoint.control.token.ClientTokens.Claim;
import dev.stillpoint.control.token.ClientTokens.Dialect;
import java.util.EnumSet;
import java.util.List;

/**
 * ResizeDisk: the new size as intended, the volume, the new size as the disk's. The volume grows at
 * once either way; what an offline resize waits with is that the open export shows it.
 */
final class DiskGrowth {
  private static final System.Logger LOG = System.getLogger("dev.stillpoint.control");

  private final Foundation foundation;
  private final ClientTokens tokens;
  private final DiskHolding holding;
  private final Volumes volumes;

  DiskGrowth(Foundation foundation, ClientTokens tokens) {
    this.foundation = foundation;
    this.tokens = tokens;
    this.holding = new DiskHolding(foundation);
    this.volumes = new Volumes(foundation);
  }

  void resize(Caller caller, ResizeDisk request) throws Refusal {
    boolean online = checkForm(request);
    foundation
        .admission()
        .admit(caller, "ResizeDisk", null, List.of(Resource.disk(request.diskId())));
    tokens.once(
        caller,
        "ResizeDisk",
        request.clientToken(),
        request,
        Dialect.DISK,
        claim -> grow(caller, request, online, claim));
  }

  private static boolean checkForm(ResizeDisk request) throws Refusal {
    TextRule.require(request.diskId(), "DiskId");
    if (request.newSizeGib() == null) {
      throw new Refusal(SharedError.MISSING_PARAMETER, "NewSize");
    }
    Dialect.DISK.checkForm(request.clientToken());
    String type = TextRule.absent(request.type()) ? "offline" : request.type();
    return switch (type) {
      case "offline" -> false;
      case "online" -> true;
      default -> throw new Refusal(DiskChangeError.INVALID_PARAM_TYPE, type);
    };
  }

  private String grow(Caller caller, ResizeDisk request, boolean online, Claim claim)
      throws Refusal {
    String diskId = request.diskId();
    try (Held _ = holding.hold(List.of(diskId), List.of())) {
      String answer = ResizeAnswers.of(diskId, request.newSizeGib());
      Intent intent =
          foundation
              .catalog()
              .write(tables -> {
                Intent made = intend(tables, caller, request, online);
                claim.answer(tables, answer);
                return made;
              });
      foundation.reached(CrashPoint.RESIZE_INTENDED);
      act(intent, claim);
      foundation.reached(CrashPoint.RESIZE_DONE);
      foundation
          .catalog()
          .write(tables -> {
            tables.diskResizes().confirm(intent.resize());
            claim.done(tables);
            return intent;
          });
      foundation.reached(CrashPoint.RESIZE_CONFIRMED);
      show(intent);
      return answer;
    }
  }

  private void act(Intent intent, Claim claim) throws Refusal {
    try {
      foundation
          .engine()
          .resizeVolume(
              new VolumeId(intent.disk().volume()), Volumes.bytes(intent.resize().toGib()));
    } catch (BlockFault e) {
      if (Foundation.leavesOpen(e)) {
        claim.keep();
      } else {
        foundation
            .catalog()
            .write(tables -> {
              tables.diskResizes().giveUp(intent.resize());
              return intent;
            });
      }
      throw Foundation.refusal(e, DiskError.QUOTA_EXCEED_DISK_CAPACITY);
    }
  }

  /**
   * Whoever connects to an open export from now on sees what the catalog says. The disk has grown,
   * whatever becomes of this: what cannot be shown now shows with the next start of the instance.
   */
  private void show(Intent intent) {
    if (intent.open()) {
      try {
        volumes.publishAgain(
            foundation
                .catalog()
                .read(tables -> tables.disks().find(intent.disk().diskId()).orElseThrow()));
      } catch (BlockFault e) {
        LOG.log(
            System.Logger.Level.WARNING,
            "the new size of disk " + intent.disk().diskId() + " does not show yet",
            e);
      }
    }
  }

  private static Intent intend(Tables tables, Caller caller, ResizeDisk request, boolean online)
      throws Refusal {
    DiskRow disk = DiskHolding.find(tables, caller, request.diskId());
    if (DiskKinds.category(disk).ephemeral()) {
      throw new Refusal(
          DiskChangeError.INVALID_DISK_CATEGORY_NOT_SUPPORTED_403, disk.diskId(), disk.category());
    }
    List<InstanceRow> instances = DiskHolding.instances(tables, disk);
    checkDisk(tables, disk, instances);
    boolean running = instances.stream().anyMatch(i -> i.status() == InstanceStatus.RUNNING);
    if (online) {
      checkOnline(disk, running);
    }
    checkSize(disk, request.newSizeGib());
    Integer shown = null;
    if (running && !online) {
      shown =
          tables
              .diskResizes()
              .find(disk.diskId())
              .map(DiskResizeRow::shownGib)
              .orElse(disk.sizeGib());
    }
    tables.diskResizes().intend(disk.diskId(), request.newSizeGib(), shown);
    return new Intent(
        disk, new DiskResizeRow(disk.diskId(), request.newSizeGib(), shown, true), running);
  }

  private static void checkDisk(Tables tables, DiskRow disk, List<InstanceRow> instances)
      throws Refusal {
    String id = disk.diskId();
    DiskHolding.checkSteady(disk);
    DiskHolding.checkAtRest(tables, disk);
    if (disk.type() == DiskType.SYSTEM && instances.isEmpty()) {
      throw new Refusal(DiskChangeError.INVALID_DISK_DETACHED_SYSTEM_DISK, id);
    }
    for (InstanceRow instance : instances) {
      DiskHolding.checkUnlocked(instance);
      DiskHolding.checkStatus(instance, EnumSet.of(InstanceStatus.RUNNING, InstanceStatus.STOPPED));
    }
    if (disk.inArrears()) {
      throw new Refusal(GroupError.DISK_IN_ARREARS, id);
    }
    KeyRules.check(
        tables, disk.accountId(), disk.diskId(), KeyError.INVALID_PARAMETER_KMS_KEY_ID_NOT_FOUND);
    if (tables.snapshots().unfinishedOf(id) > 0) {
      throw new Refusal(DiskError.DISK_CREATING_SNAPSHOT, id);
    }
  }

  private static void checkOnline(DiskRow disk, boolean running) throws Refusal {
    if (DiskKinds.multiAttach(disk)) {
      throw new Refusal(
          DiskChangeError.INVALID_OPERATION_MULTI_ATTACH_DISK_NOT_SUPPORT_RESIZE_ONLINE,
          disk.diskId());
    }
    if (DiskKinds.category(disk) == DiskCategory.CLOUD) {
      throw new Refusal(
          DiskChangeError.INVALID_DISK_CATEGORY_NOT_SUPPORTED_403, disk.diskId(), disk.category());
    }
    if (!running) {
      throw new Refusal(DiskChangeError.INVALID_INSTANCE_STATUS_NOT_RUNNING, disk.diskId());
    }
  }

  private static void checkSize(DiskRow disk, int gib) throws Refusal {
    if (gib < disk.sizeGib()) {
      throw new Refusal(DiskChangeError.INVALID_DISK_SIZE_TOO_SMALL, disk.diskId(), disk.sizeGib());
    }
    if (gib == disk.sizeGib()) {
      throw new Refusal(DiskChangeError.INVALID_DISK_SIZE, disk.diskId(), disk.sizeGib());
    }
    DiskKinds.checkSize(disk, gib);
  }

  /**
   * @param open its export is open
   */
  private record Intent(DiskRow disk, DiskResizeRow resize, boolean open) {}
}
