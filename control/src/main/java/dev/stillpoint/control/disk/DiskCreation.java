package dev.stillpoint.control.disk;

import dev.stillpoint.block.BlockFault;
import dev.stillpoint.catalog.DiskRow;
import dev.stillpoint.catalog.DiskStatus;
import dev.stillpoint.catalog.SnapshotRow;
import dev.stillpoint.catalog.Tables;
import dev.stillpoint.catalog.TagRow;
import dev.stillpoint.control.account.ResourceGroups;
import dev.stillpoint.control.fault.DiskError;
import dev.stillpoint.control.fault.DiskSpecError;
import dev.stillpoint.control.fault.GroupError;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.fault.SharedError;
import dev.stillpoint.control.fault.SharingError;
import dev.stillpoint.control.foundation.Foundation;
import dev.stillpoint.control.foundation.ObjectLocks.Held;
import dev.stillpoint.control.request.Caller;
import dev.stillpoint.control.request.Resource;
import dev.stillpoint.control.request.Tag;
import dev.stillpoint.control.rule.DiskCategory;
import dev.stillpoint.control.rule.Places;
import dev.stillpoint.control.rule.TagRules;
import dev.stillpoint.control.rule.TextRule;
import dev.stillpoint.control.step.CrashPoint;
import dev.stillpoint.control.token.ClientTokens;
import dev.stillpoint.control.token.ClientTokens.Claim;
import dev.stillpoint.control.token.ClientTokens.Dialect;
import java.util.List;

/** CreateDisk: the row as CREATING, the volume, the row as AVAILABLE. */
final class DiskCreation {
  private final Foundation foundation;
  private final ClientTokens tokens;
  private final Volumes volumes;

  DiskCreation(Foundation foundation, ClientTokens tokens) {
    this.foundation = foundation;
    this.tokens = tokens;
    this.volumes = new Volumes(foundation);
  }

  String create(Caller caller, CreateDisk request) throws Refusal {
    DiskPlan plan = checkForm(request);
    List<Tag> tags = TagRules.check(request.tags(), foundation.limits().tagsMax());
    Dialect.DISK.checkForm(request.clientToken());
    foundation
        .admission()
        .admit(caller, "CreateDisk", request.regionId(), named(request), request.circumstances());
    return tokens.once(
        caller,
        "CreateDisk",
        request.clientToken(),
        request,
        Dialect.DISK,
        claim -> make(caller, request, plan, tags, claim));
  }

  private static List<Resource> named(CreateDisk request) {
    return TextRule.absent(request.snapshotId())
        ? List.of(Resource.every("disk"))
        : List.of(Resource.every("disk"), Resource.snapshot(request.snapshotId()));
  }

  private static DiskPlan checkForm(CreateDisk request) throws Refusal {
    TextRule.require(request.regionId(), "RegionId");
    boolean zone = !TextRule.absent(request.zoneId());
    boolean instance = !TextRule.absent(request.instanceId());
    if (zone && instance) {
      throw new Refusal(DiskError.INVALID_PARAM_ZONE_ID_AND_INSTANCE_ID_CONFLICT);
    }
    String category = TextRule.absent(request.category()) ? "cloud" : request.category();
    boolean regional = DiskCategory.of(category).map(DiskCategory::regional).orElse(false);
    if (regional && zone) {
      throw new Refusal(DiskSpecError.INVALID_ZONE_ID_DISK_CATEGORY_UNSUPPORTED, category);
    }
    if (!zone && !instance && !regional) {
      throw new Refusal(SharedError.MISSING_PARAMETER, "ZoneId");
    }
    refuseWhatIsNotOffered(request);
    return DiskPlan.check(
        new DiskPlan.Asked(
            category,
            request.sizeGib(),
            request.snapshotId(),
            request.performanceLevel(),
            request.provisionedIops(),
            request.burstingEnabled(),
            request.encrypted(),
            request.kmsKeyId(),
            request.encryptAlgorithm(),
            request.diskName(),
            request.description()),
        DiskWording.CREATE_DISK);
  }

  private static void refuseWhatIsNotOffered(CreateDisk request) throws Refusal {
    String mode = TextRule.absent(request.multiAttach()) ? "Disabled" : request.multiAttach();
    switch (mode) {
      case "Disabled" -> {}
      case "Enabled" -> checkShared(request);
      default -> throw new Refusal(DiskError.INVALID_PARAMETER_MULTI_ATTACH, mode);
    }
    if (!TextRule.absent(request.storageSetId())) {
      throw new Refusal(DiskError.INVALID_STORAGE_SET_ID_NOT_FOUND, request.storageSetId());
    }
    if (!TextRule.absent(request.storageClusterId())) {
      throw new Refusal(DiskError.INVALID_STORAGE_CLUSTER_ID_NOT_EXIST, request.storageClusterId());
    }
    if (!TextRule.absent(request.advancedFeatures())) {
      throw new Refusal(DiskError.INVALID_PARAMETER_ADVANCED_FEATURES);
    }
  }

  private static boolean shared(CreateDisk request) {
    return "Enabled".equals(request.multiAttach());
  }

  private static void checkShared(CreateDisk request) throws Refusal {
    if (!TextRule.absent(request.instanceId())) {
      throw new Refusal(SharingError.MULTI_ATTACH_AND_INSTANCE_ID_CONFLICT);
    }
    String category = TextRule.absent(request.category()) ? "cloud" : request.category();
    if (!category.equals(DiskCategory.CLOUD_ESSD.wire())) {
      throw new Refusal(SharingError.DISK_CATEGORY_AND_MULTI_ATTACH_NOT_MATCH, category);
    }
  }

  private String make(Caller caller, CreateDisk request, DiskPlan plan, List<Tag> tags, Claim claim)
      throws Refusal {
    try (Held _ = foundation.locks().hold(plan.objects())) {
      Intent intent = intend(caller, request, plan, tags, claim);
      foundation.reached(CrashPoint.DISK_CREATE_INTENDED);
      try {
        volumes.make(intent.disk(), intent.source());
      } catch (BlockFault e) {
        throw givenUp(intent.disk(), claim, e);
      }
      foundation.reached(CrashPoint.DISK_CREATE_DONE);
      foundation
          .catalog()
          .write(tables -> {
            tables.disks().setStatus(intent.disk().diskId(), DiskStatus.AVAILABLE);
            claim.done(tables);
            return intent;
          });
      foundation.reached(CrashPoint.DISK_CREATE_CONFIRMED);
      return intent.disk().diskId();
    }
  }

  private Intent intend(
      Caller caller, CreateDisk request, DiskPlan plan, List<Tag> tags, Claim claim)
      throws Refusal {
    return foundation
        .catalog()
        .write(tables -> {
          if (!TextRule.absent(request.instanceId())) {
            throw noSubscription(tables, caller, request.instanceId());
          }
          if (!plan.category().regional()) {
            Places.checkZone(foundation.geography(), request.zoneId());
          }
          SnapshotRow source = plan.source(tables, caller.accountId());
          String resourceGroup =
              ResourceGroups.resolve(tables, caller.accountId(), request.resourceGroupId());
          DiskRow disk =
              plan.row(
                  foundation,
                  tables,
                  new DiskPlan.Place(
                      caller.accountId(), request.zoneId(), resourceGroup, null, "", false, ""),
                  source);
          tables.disks().add(disk);
          if (shared(request)) {
            tables.disks().setMultiAttach(disk.diskId());
          }
          for (Tag tag : tags) {
            tables.tags().put(new TagRow(disk.diskId(), tag.key(), tag.value()));
          }
          claim.answer(tables, disk.diskId());
          return new Intent(disk, source);
        });
  }

  /** A disk is made for a subscription instance only, and there is none. */
  private static Refusal noSubscription(Tables tables, Caller caller, String instanceId) {
    boolean exists = tables.instances().find(caller.accountId(), instanceId).isPresent();
    return new Refusal(
        exists
            ? DiskError.INVALID_INSTANCE_CHARGE_TYPE_VALUE_NOT_SUPPORTED
            : GroupError.INVALID_INSTANCE_ID_NOT_FOUND,
        instanceId);
  }

  private Refusal givenUp(DiskRow disk, Claim claim, BlockFault fault) {
    if (Foundation.leavesOpen(fault)) {
      claim.keep();
    } else {
      foundation
          .catalog()
          .write(tables -> {
            tables.disks().remove(disk.diskId());
            return disk;
          });
    }
    return Foundation.refusal(fault, DiskError.QUOTA_EXCEED_DISK_CAPACITY);
  }

  private record Intent(DiskRow disk, SnapshotRow source) {}
}
