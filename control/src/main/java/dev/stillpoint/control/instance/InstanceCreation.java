package dev.stillpoint.control.instance;

import dev.stillpoint.block.BlockFault;
import dev.stillpoint.catalog.InstanceOptionsRow;
import dev.stillpoint.catalog.InstanceRow;
import dev.stillpoint.catalog.InstanceStatus;
import dev.stillpoint.catalog.Tables;
import dev.stillpoint.catalog.TagRow;
import dev.stillpoint.control.account.ResourceGroups;
import dev.stillpoint.control.disk.Volumes;
import dev.stillpoint.control.fault.DiskError;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.fault.SharedError;
import dev.stillpoint.control.foundation.Foundation;
import dev.stillpoint.control.foundation.ObjectLocks.Held;
import dev.stillpoint.control.policy.NewDisks;
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
import java.util.Set;

/**
 * RunInstances and CreateInstance: instances as PENDING with disks as CREATING, every volume, every
 * export of those that start, instances as RUNNING or STOPPED.
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

  /**
   * Makes instances.
   *
   * @param action RunInstances, which starts them, or CreateInstance, which does not
   */
  List<String> make(Caller caller, String action, boolean starts, RunInstances request)
      throws Refusal {
    InstanceForm form = InstanceForm.check(request, foundation.limits());
    boolean imageSealed =
        foundation
            .catalog()
            .read(tables ->
                InstanceDisks.imageSealed(tables, caller.accountId(), form, request.imageId()));
    foundation
        .admission()
        .admit(
            caller, action, request.regionId(), Resource.all(), request.circumstances(imageSealed));
    String answer =
        tokens.once(
            caller,
            action,
            request.clientToken(),
            request,
            Dialect.INSTANCE,
            claim -> make(new Order(caller, request, form, claim, starts, foundation.now())));
    return List.of(answer.split(",", -1));
  }

  private String make(Order order) throws Refusal {
    Set<String> locked = foundation.catalog().read(tables -> disks(tables, order).snapshots());
    try (Held _ = foundation.locks().hold(locked)) {
      Intent intent = foundation.catalog().write(tables -> intend(tables, order, locked));
      foundation.reached(CrashPoint.RUN_INTENDED);
      try {
        act(intent, order.starts());
      } catch (BlockFault e) {
        throw givenUp(intent, order.claim(), e);
      }
      foundation.reached(CrashPoint.RUN_DISKS_MADE);
      if (order.starts()) {
        for (InstanceRow instance : intent.instances()) {
          foundation.body().start(instance.instanceId());
        }
      }
      foundation
          .catalog()
          .write(tables -> {
            for (InstanceRow row : intent.instances()) {
              InstanceStates.setMade(tables, row.instanceId(), foundation.now());
            }
            order.claim().done(tables);
            return intent;
          });
      foundation.reached(CrashPoint.RUN_CONFIRMED);
      return intent.answer();
    }
  }

  private InstanceDisks disks(Tables tables, Order order) throws Refusal {
    return InstanceDisks.of(
        foundation, tables, order.caller().accountId(), order.form(), order.request().imageId());
  }

  private void act(Intent intent, boolean starts) throws BlockFault {
    for (InstanceDisks.Planned disk : intent.disks()) {
      volumes.make(disk.row(), disk.source());
      foundation.reached(CrashPoint.RUN_HALF_MADE);
    }
    if (starts) {
      for (InstanceDisks.Planned disk : intent.disks()) {
        volumes.publish(disk.row());
      }
    }
  }

  private Intent intend(Tables tables, Order order, Set<String> locked) throws Refusal {
    RunInstances request = order.request();
    String accountId = order.caller().accountId();
    String zone =
        TextRule.absent(request.zoneId())
            ? foundation.geography().zoneIds().getFirst()
            : request.zoneId();
    Places.checkZone(foundation.geography(), zone);
    InstanceDisks planned = disks(tables, order);
    if (!locked.containsAll(planned.snapshots())) {
      throw new Refusal(SharedError.OPERATION_CONFLICT, request.imageId());
    }
    String resourceGroup = ResourceGroups.resolve(tables, accountId, request.resourceGroupId());
    if (Boolean.TRUE.equals(request.dryRun())) {
      throw new Refusal(SharedError.DRY_RUN_OPERATION);
    }
    List<InstanceRow> instances = new ArrayList<>();
    List<InstanceDisks.Planned> disks = new ArrayList<>();
    for (int number = 1; number <= order.form().amount(); number++) {
      InstanceRow instance = instance(order, zone, resourceGroup, number);
      tables.instances().add(instance);
      tables.instanceOptions().add(options(order, instance.instanceId()));
      tag(tables, instance.instanceId(), order.form().tags());
      instances.add(instance);
      for (InstanceDisks.Planned disk : planned.rows(tables, instance)) {
        tables.disks().add(disk.row());
        tag(tables, disk.row().diskId(), order.form().tags());
        NewDisks.apply(foundation, tables, disk.row(), disk.policyId());
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

  private static InstanceOptionsRow options(Order order, String instanceId) {
    InstanceExtras extras = order.form().extras();
    return new InstanceOptionsRow(
        instanceId,
        order.starts(),
        orEmpty(extras.userData()),
        orEmpty(extras.ramRoleName()),
        orEmpty(extras.httpEndpoint()),
        orEmpty(extras.httpTokens()),
        orZero(extras.httpPutResponseHopLimit()),
        orEmpty(extras.internetChargeType()),
        orZero(extras.internetMaxBandwidthIn()),
        orZero(extras.internetMaxBandwidthOut()));
  }

  private InstanceRow instance(Order order, String zone, String resourceGroup, int number) {
    RunInstances request = order.request();
    InstanceForm form = order.form();
    String id = foundation.identifiers().instance();
    boolean suffixed = form.amount() > 1 && Boolean.TRUE.equals(request.uniqueSuffix());
    return new InstanceRow(
        id,
        order.caller().accountId(),
        foundation.geography().regionId(),
        zone,
        resourceGroup,
        form.name().absent() ? id : form.name().of(number, suffixed),
        form.hostName().of(number, suffixed),
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

  private static int orZero(Integer number) {
    return number == null ? 0 : number;
  }

  private Refusal givenUp(Intent intent, Claim claim, BlockFault fault) {
    for (InstanceDisks.Planned disk : intent.disks()) {
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
      for (InstanceDisks.Planned disk : intent.disks()) {
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
   * @param starts false for instances that stay Stopped
   * @param at milliseconds since 1970; the same for every instance, by which reconciliation knows
   *     that they belong together
   */
  private record Order(
      Caller caller,
      RunInstances request,
      InstanceForm form,
      Claim claim,
      boolean starts,
      long at) {}

  private record Intent(List<InstanceRow> instances, List<InstanceDisks.Planned> disks) {
    String answer() {
      return String.join(",", instances.stream().map(InstanceRow::instanceId).toList());
    }
  }
}
