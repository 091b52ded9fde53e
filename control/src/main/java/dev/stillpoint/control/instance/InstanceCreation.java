package dev.stillpoint.control.instance;

import dev.stillpoint.block.BlockFault;
import dev.stillpoint.catalog.DiskRow;
import dev.stillpoint.catalog.InstanceRow;
import dev.stillpoint.catalog.InstanceStatus;
import dev.stillpoint.catalog.SnapshotRow;
import dev.stillpoint.catalog.Tables;
import dev.stillpoint.catalog.TagRow;
import dev.stillpoint.control.account.ResourceGroups;
import dev.stillpoint.control.disk.Devices;
import dev.stillpoint.control.disk.DiskPlan;
import dev.stillpoint.control.disk.Volumes;
import dev.stillpoint.control.fault.DiskError;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.fault.SharedError;
import dev.stillpoint.control.foundation.Foundation;
import dev.stillpoint.control.foundation.ObjectLocks.Held;
import dev.stillpoint.control.port.ExportGate.Withdrawal;
import dev.stillpoint.control.request.Caller;
import dev.stillpoint.control.request.Resource;
import dev.stillpoint.control.request.Tag;
import dev.stillpoint.control.rule.Places;
import dev.stillpoint.control.rule.TextRule;
import dev.stillpoint.control.step.CrashPoint;
import dev.stillpoint.control.token.ClientTokens;
import dev.stillpoint.control.token.ClientTokens.Claim;
import dev.stillpoint.control.token.ClientTokens.Dialect;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * RunInstances: instances as PENDING with disks as CREATING, every volume, every export, instances
 * as RUNNING.
 */
final class InstanceCreation {
  private final Foundation foundation;
  private final ClientTokens tokens;
  private final Volumes volumes;

  InstanceCreation(Foundation foundation, ClientTokens tokens) {
    this.foundation = foundation;
    this.tokens = tokens;
    this.volumes = new Volumes(foundation);
  }

  List<String> run(Caller caller, RunInstances request) throws Refusal {
    InstanceForm form = InstanceForm.check(request, foundation.limits());
    foundation.admission().admit(caller, "RunInstances", request.regionId(), Resource.all());
    String answer =
        tokens.once(
            caller,
            "RunInstances",
            request.clientToken(),
            request,
            Dialect.INSTANCE,
            claim -> make(new Order(caller, request, form, claim, foundation.now())));
    return List.of(answer.split(",", -1));
  }

  private String make(Order order) throws Refusal {
    try (Held _ = foundation.locks().hold(order.form().snapshots())) {
      Intent intent = foundation.catalog().write(tables -> intend(tables, order));
      foundation.reached(CrashPoint.RUN_INTENDED);
      try {
        act(intent);
      } catch (BlockFault e) {
        throw givenUp(intent, order.claim(), e);
      }
      foundation.reached(CrashPoint.RUN_DISKS_MADE);
      for (InstanceRow instance : intent.instances()) {
        foundation.body().start(instance.instanceId());
      }
      foundation
          .catalog()
          .write(tables -> {
            intent.instances().forEach(row -> running(tables, row.instanceId()));
            order.claim().done(tables);
            return intent;
          });
      foundation.reached(CrashPoint.RUN_CONFIRMED);
      return intent.answer();
    }
  }

  private void act(Intent intent) throws BlockFault {
    for (PlannedDisk disk : intent.disks()) {
      volumes.make(disk.row(), disk.source());
      foundation.reached(CrashPoint.RUN_HALF_MADE);
    }
    for (PlannedDisk disk : intent.disks()) {
      volumes.publish(disk.row());
    }
  }

  /** An instance whose disks are all made runs. */
  private void running(Tables tables, String instanceId) {
    InstanceStates.setRunning(tables, instanceId, foundation.now());
  }

  private Intent intend(Tables tables, Order order) throws Refusal {
    RunInstances request = order.request();
    InstanceForm form = order.form();
    String accountId = order.caller().accountId();
    String zone =
        TextRule.absent(request.zoneId())
            ? foundation.geography().zoneIds().getFirst()
            : request.zoneId();
    Places.checkZone(foundation.geography(), zone);
    form.systemDisk().plan().source(tables, accountId);
    List<SnapshotRow> sources = new ArrayList<>();
    for (InstanceForm.Planned disk : form.dataDisks()) {
      sources.add(disk.plan().source(tables, accountId));
    }
    String resourceGroup = ResourceGroups.resolve(tables, accountId, request.resourceGroupId());
    if (Boolean.TRUE.equals(request.dryRun())) {
      throw new Refusal(SharedError.DRY_RUN_OPERATION);
    }
    List<InstanceRow> instances = new ArrayList<>();
    List<PlannedDisk> disks = new ArrayList<>();
    for (int number = 1; number <= form.amount(); number++) {
      InstanceRow instance = instance(order, zone, resourceGroup, number);
      tables.instances().add(instance);
      tag(tables, instance.instanceId(), form.tags());
      instances.add(instance);
      for (PlannedDisk disk : disks(tables, form, instance, sources)) {
        tables.disks().add(disk.row());
        tag(tables, disk.row().diskId(), form.tags());
        disks.add(disk);
      }
    }
    Intent intent = new Intent(instances, disks);
    order.claim().answer(tables, intent.answer());
    return intent;
  }

  private static void tag(Tables tables, String id, List<Tag> tags) {
    for (Tag tag : tags) {
      tables.tags().put(new TagRow(id, tag.key(), tag.value()));
    }
  }

  private InstanceRow instance(Order order, String zone, String resourceGroup, int number) {
    RunInstances request = order.request();
    InstanceForm form = order.form();
    String id = foundation.identifiers().instance();
    boolean numbered = form.amount() > 1 && Boolean.TRUE.equals(request.uniqueSuffix());
    String suffix = numbered ? String.format(Locale.ROOT, "%03d", number) : "";
    return new InstanceRow(
        id,
        order.caller().accountId(),
        foundation.geography().regionId(),
        zone,
        resourceGroup,
        form.name().isEmpty() ? id : form.name() + suffix,
        form.hostName().isEmpty() ? "" : form.hostName() + suffix,
        form.description(),
        InstanceStatus.PENDING,
        request.imageId(),
        request.instanceType(),
        orEmpty(request.vSwitchId()),
        String.join(",", request.securityGroupIds()),
        orEmpty(request.keyPairName()),
        Boolean.TRUE.equals(request.deletionProtection()),
        "Not-applicable",
        "",
        order.at(),
        null);
  }

  private static String orEmpty(String text) {
    return text == null ? "" : text;
  }

  private List<PlannedDisk> disks(
      Tables tables, InstanceForm form, InstanceRow instance, List<SnapshotRow> sources)
      throws Refusal {
    List<PlannedDisk> disks = new ArrayList<>();
    disks.add(disk(tables, instance, form.systemDisk(), Devices.SYSTEM, null));
    List<String> taken =
        new ArrayList<>(form.dataDisks().stream().map(InstanceForm.Planned::device).toList());
    for (int i = 0; i < form.dataDisks().size(); i++) {
      InstanceForm.Planned planned = form.dataDisks().get(i);
      String device = planned.device().isEmpty() ? Devices.free(taken) : planned.device();
      taken.add(device);
      disks.add(disk(tables, instance, planned, device, sources.get(i)));
    }
    return disks;
  }

  private PlannedDisk disk(
      Tables tables,
      InstanceRow instance,
      InstanceForm.Planned planned,
      String device,
      SnapshotRow source)
      throws Refusal {
    DiskPlan.Place place =
        new DiskPlan.Place(
            instance.accountId(),
            instance.zoneId(),
            instance.resourceGroupId(),
            instance.instanceId(),
            device,
            planned.deleteWithInstance(),
            instance.imageId());
    return new PlannedDisk(planned.plan().row(foundation, tables, place, source), source);
  }

  private Refusal givenUp(Intent intent, Claim claim, BlockFault fault) {
    for (PlannedDisk disk : intent.disks()) {
      foundation.withdraw(disk.row().diskId(), Withdrawal.IMMEDIATE);
    }
    if (Foundation.leavesOpen(fault) || !removed(intent)) {
      claim.keep();
      return Foundation.refusal(fault, DiskError.QUOTA_EXCEED_DISK_CAPACITY);
    }
    foundation
        .catalog()
        .write(tables -> {
          intent.disks().forEach(disk -> tables.disks().remove(disk.row().diskId()));
          intent.instances().forEach(row -> tables.instances().remove(row.instanceId()));
          return intent;
        });
    return Foundation.refusal(fault, DiskError.QUOTA_EXCEED_DISK_CAPACITY);
  }

  private boolean removed(Intent intent) {
    try {
      for (PlannedDisk disk : intent.disks()) {
        volumes.delete(disk.row());
      }
      return true;
    } catch (BlockFault _) {
      return false;
    }
  }

  /**
   * The request on its way.
   *
   * @param at milliseconds since 1970; the same for every instance, by which reconciliation knows
   *     that they belong together
   */
  private record Order(
      Caller caller, RunInstances request, InstanceForm form, Claim claim, long at) {}

  private record PlannedDisk(DiskRow row, SnapshotRow source) {}

  private record Intent(List<InstanceRow> instances, List<PlannedDisk> disks) {
    String answer() {
      return String.join(",", instances.stream().map(InstanceRow::instanceId).toList());
    }
  }
}
