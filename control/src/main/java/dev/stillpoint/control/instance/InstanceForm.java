package dev.stillpoint.control.instance;

import dev.stillpoint.control.disk.DiskPlan;
import dev.stillpoint.control.disk.DiskWording;
import dev.stillpoint.control.fault.DiskError;
import dev.stillpoint.control.fault.InstanceError;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.fault.SharedError;
import dev.stillpoint.control.foundation.Limits;
import dev.stillpoint.control.request.Tag;
import dev.stillpoint.control.rule.TagRules;
import dev.stillpoint.control.rule.TextRule;
import dev.stillpoint.control.token.ClientTokens.Dialect;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What RunInstances was asked for, as far as it can be checked without a look at anything.
 *
 * @param systemGibGiven false when the size of the system disk is the default
 * @param systemDisk the system disk of each instance
 * @param dataDisks the data disks of each instance
 */
record InstanceForm(
    int amount,
    NumberedName name,
    NumberedName hostName,
    String description,
    InstanceExtras extras,
    Planned systemDisk,
    boolean systemGibGiven,
    List<Planned> dataDisks,
    List<Tag> tags) {
  private static final int SYSTEM_GIB_DEFAULT = 40;
  private static final String CATEGORY_DEFAULT = "cloud_essd";
  private static final int HOPS_MAX = 64;
  private static final int MBIT_IN_MAX = 200;
  private static final int MBIT_OUT_MAX = 100;

  /**
   * One disk.
   *
   * @param device empty means the next free name
   * @param policyId the auto snapshot policy that is applied to it; empty means none
   */
  record Planned(DiskPlan plan, String device, boolean deleteWithInstance, String policyId) {}

  static InstanceForm check(RunInstances request, Limits limits) throws Refusal {
    TextRule.require(request.regionId(), "RegionId");
    TextRule.require(request.imageId(), "ImageId");
    String type = TextRule.require(request.instanceType(), "InstanceType");
    if (!TextRule.INSTANCE_TYPE.allows(type)) {
      throw new Refusal(SharedError.INVALID_PARAMETER, "InstanceType");
    }
    int amount = amount(request, limits);
    NumberedName name =
        NumberedName.of(
            request.instanceName(),
            TextRule.NAME,
            InstanceError.INVALID_INSTANCE_NAME_MALFORMED,
            amount);
    NumberedName host =
        NumberedName.of(
            request.hostName(),
            TextRule.HOST_NAME,
            InstanceError.INVALID_HOST_NAME_MALFORMED,
            amount);
    String description =
        TextRule.DESCRIPTION.check(
            request.description(), DiskError.INVALID_DESCRIPTION_MALFORMED_400);
    refuseWhatIsNotOffered(request);
    Dialect.INSTANCE.checkForm(request.clientToken());
    if (request.dataDisks().size() > limits.dataDisksPerCallMax()) {
      throw new Refusal(SharedError.INVALID_PARAMETER, "DataDisk.N");
    }
    List<Planned> data = new ArrayList<>();
    for (DiskSpec disk : request.dataDisks()) {
      data.add(data(disk));
    }
    DiskSpec spec = request.systemDisk() == null ? DiskSpec.DEFAULT : request.systemDisk();
    checkDevices(data);
    return new InstanceForm(
        amount,
        name,
        host,
        description,
        extras(request.extras()),
        system(spec),
        spec.sizeGib() != null,
        data,
        TagRules.check(request.tags(), limits.tagsMax()));
  }

  private static int amount(RunInstances request, Limits limits) throws Refusal {
    int amount = request.amount() == null ? 1 : request.amount();
    if (amount < 1 || amount > limits.instancesPerCallMax()) {
      throw new Refusal(SharedError.INVALID_PARAMETER, "Amount");
    }
    if (request.minAmount() != null && (request.minAmount() < 1 || request.minAmount() > amount)) {
      throw new Refusal(SharedError.INVALID_PARAMETER, "MinAmount");
    }
    return amount;
  }

  private static InstanceExtras extras(InstanceExtras asked) throws Refusal {
    UserDataRule.check(asked.userData());
    one(asked.httpEndpoint(), "HttpEndpoint", "enabled", "disabled");
    one(asked.httpTokens(), "HttpTokens", "optional", "required");
    one(asked.internetChargeType(), "InternetChargeType", "PayByTraffic", "PayByBandwidth");
    within(asked.httpPutResponseHopLimit(), "HttpPutResponseHopLimit", 1, HOPS_MAX);
    within(asked.internetMaxBandwidthIn(), "InternetMaxBandwidthIn", 0, MBIT_IN_MAX);
    within(asked.internetMaxBandwidthOut(), "InternetMaxBandwidthOut", 0, MBIT_OUT_MAX);
    return asked;
  }

  private static void one(String text, String parameter, String... allowed) throws Refusal {
    if (!TextRule.absent(text) && !List.of(allowed).contains(text)) {
      throw new Refusal(SharedError.INVALID_PARAMETER, parameter);
    }
  }

  private static void within(Integer number, String parameter, int min, int max) throws Refusal {
    if (number != null && (number < min || number > max)) {
      throw new Refusal(SharedError.INVALID_PARAMETER, parameter);
    }
  }

  private static void refuseWhatIsNotOffered(RunInstances request) throws Refusal {
    String charge = request.instanceChargeType();
    if (!TextRule.absent(charge) && !charge.equals("PostPaid")) {
      throw new Refusal(InstanceError.INVALID_INSTANCE_CHARGE_TYPE_VALUE_NOT_SUPPORTED_400, charge);
    }
    if (!TextRule.absent(request.autoReleaseTime())) {
      throw new Refusal(SharedError.INVALID_PARAMETER, "AutoReleaseTime");
    }
  }

  private static Planned system(DiskSpec spec) throws Refusal {
    if (!TextRule.absent(spec.snapshotId())) {
      throw new Refusal(SharedError.INVALID_PARAMETER, "SystemDisk.SnapshotId");
    }
    Integer gib = spec.sizeGib() == null ? Integer.valueOf(SYSTEM_GIB_DEFAULT) : spec.sizeGib();
    DiskPlan plan = plan(spec, gib, DiskWording.SYSTEM_DISK);
    return planned(plan, "", spec);
  }

  /** One data disk. */
  static Planned data(DiskSpec spec) throws Refusal {
    String device =
        TextRule.DEVICE.check(spec.device(), InstanceError.INVALID_DATA_DEVICE_MALFORMED);
    DiskPlan plan = plan(spec, spec.sizeGib(), DiskWording.DATA_DISK);
    return planned(plan, device, spec);
  }

  private static Planned planned(DiskPlan plan, String device, DiskSpec spec) {
    return new Planned(
        plan,
        device,
        !Boolean.FALSE.equals(spec.deleteWithInstance()),
        TextRule.absent(spec.autoSnapshotPolicyId()) ? "" : spec.autoSnapshotPolicyId());
  }

  private static DiskPlan plan(DiskSpec spec, Integer gib, DiskWording wording) throws Refusal {
    if (!TextRule.absent(spec.storageClusterId())) {
      throw new Refusal(DiskError.INVALID_STORAGE_CLUSTER_ID_NOT_EXIST, spec.storageClusterId());
    }
    return DiskPlan.check(
        new DiskPlan.Asked(
            TextRule.absent(spec.category()) ? CATEGORY_DEFAULT : spec.category(),
            gib,
            spec.snapshotId(),
            spec.performanceLevel(),
            spec.provisionedIops(),
            spec.burstingEnabled(),
            spec.encrypted(),
            spec.kmsKeyId(),
            spec.encryptAlgorithm(),
            spec.diskName(),
            spec.description()),
        wording);
  }

  private static void checkDevices(List<Planned> data) throws Refusal {
    Set<String> taken = new HashSet<>();
    for (Planned disk : data) {
      if (!disk.device().isEmpty() && !taken.add(disk.device())) {
        throw new Refusal(DiskError.INVALID_DEVICE_IN_USE, disk.device());
      }
    }
  }

  /** Every snapshot that a disk begins with. */
  Set<String> snapshots() {
    Set<String> ids = new HashSet<>();
    dataDisks.forEach(disk -> ids.addAll(disk.plan().objects()));
    return ids;
  }
}
