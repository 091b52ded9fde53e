package dev.stillpoint.api.ecs.instance;

import dev.stillpoint.api.action.Arguments;
import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.control.fault.InstanceError;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.instance.DiskSpec;
import dev.stillpoint.control.instance.InstanceExtras;
import dev.stillpoint.control.instance.RunInstances;
import java.util.ArrayList;
import java.util.List;

/** The parameters that the actions which make instances have in common. */
final class InstanceRequest {
  private InstanceRequest() {}

  /** Those of RunInstances. */
  static RunInstances several(Arguments arguments) throws ApiFault, Refusal {
    return of(
        arguments,
        arguments.wholeOrNull("Amount"),
        arguments.wholeOrNull("MinAmount"),
        arguments.flagOrNull("UniqueSuffix"));
  }

  /** Those of CreateInstance, which makes one. */
  static RunInstances one(Arguments arguments) throws ApiFault, Refusal {
    return of(arguments, null, null, null);
  }

  private static RunInstances of(
      Arguments arguments, Integer amount, Integer minAmount, Boolean uniqueSuffix)
      throws ApiFault, Refusal {
    refuseWhatHasNoFeature(arguments);
    return new RunInstances(
        arguments.required("RegionId"),
        arguments.textOrNull("ZoneId"),
        arguments.required("ImageId"),
        arguments.required("InstanceType"),
        amount,
        minAmount,
        arguments.textOrNull("InstanceName"),
        arguments.textOrNull("HostName"),
        arguments.textOrNull("Description"),
        uniqueSuffix,
        arguments.textOrNull("VSwitchId"),
        securityGroups(arguments),
        arguments.textOrNull("KeyPairName"),
        disk(arguments.structure("SystemDisk")),
        dataDisks(arguments),
        arguments.flagOrNull("DeletionProtection"),
        arguments.textOrNull("InstanceChargeType"),
        arguments.textOrNull("AutoReleaseTime"),
        arguments.flagOrNull("DryRun"),
        arguments.textOrNull("ClientToken"),
        arguments.textOrNull("ResourceGroupId"),
        arguments.tags(),
        extras(arguments));
  }

  private static InstanceExtras extras(Arguments arguments) throws ApiFault {
    return new InstanceExtras(
        arguments.textOrNull("UserData"),
        arguments.textOrNull("RamRoleName"),
        arguments.textOrNull("HttpEndpoint"),
        arguments.textOrNull("HttpTokens"),
        arguments.wholeOrNull("HttpPutResponseHopLimit"),
        arguments.textOrNull("InternetChargeType"),
        arguments.wholeOrNull("InternetMaxBandwidthIn"),
        arguments.wholeOrNull("InternetMaxBandwidthOut"));
  }

  /**
   * What describes the guest alone (networks, passwords, user data) is accepted, because an
   * instance here is the holder of its disks. What would place, end, price or copy it is refused.
   */
  private static void refuseWhatHasNoFeature(Arguments arguments) throws ApiFault, Refusal {
    for (String template : List.of("LaunchTemplateId", "LaunchTemplateName")) {
      if (arguments.textOrNull(template) != null) {
        throw new Refusal(
            InstanceError.INVALID_LAUNCH_TEMPLATE_NOT_FOUND, arguments.textOrNull(template));
      }
    }
    arguments.refuseWithoutFeature(
        "ImageFamily",
        "HostNames.",
        "DedicatedHostId",
        "ManagedHostId",
        "SchedulerOptions.",
        "PrivatePoolOptions.",
        "DeploymentSetId",
        "DeploymentSetGroupNo",
        "HpcClusterId",
        "StorageSetId",
        "HibernationOptions.",
        "HibernationConfigured",
        "SecurityOptions.",
        "SpotDuration",
        "AutoRenew",
        "Arn.");
    allowDefault(arguments, "SpotStrategy", "NoSpot");
    allowDefault(arguments, "Tenancy", "default");
    allowDefault(arguments, "Affinity", "default");
    allowDefault(arguments, "CreditSpecification", "Standard");
  }

  /** Refuses any value but the one that asks for nothing. */
  static void allowDefault(Arguments arguments, String name, String byDefault) throws ApiFault {
    if (!arguments.text(name).orElse(byDefault).equals(byDefault)) {
      arguments.refuseWithoutFeature(name);
    }
  }

  private static List<String> securityGroups(Arguments arguments) throws ApiFault {
    List<String> groups = new ArrayList<>(arguments.list("SecurityGroupIds"));
    arguments.text("SecurityGroupId").ifPresent(groups::addFirst);
    return groups;
  }

  private static List<DiskSpec> dataDisks(Arguments arguments) throws ApiFault {
    List<DiskSpec> disks = new ArrayList<>();
    for (Arguments disk : arguments.structures("DataDisk")) {
      disks.add(disk(disk));
    }
    return disks;
  }

  private static DiskSpec disk(Arguments disk) throws ApiFault {
    return new DiskSpec(
        disk.textOrNull("Category"),
        disk.wholeOrNull("Size"),
        disk.textOrNull("DiskName"),
        disk.textOrNull("Description"),
        disk.textOrNull("PerformanceLevel"),
        disk.textOrNull("SnapshotId"),
        disk.textOrNull("Device"),
        disk.flagOrNull("DeleteWithInstance"),
        disk.flagOrNull("Encrypted"),
        disk.textOrNull("KMSKeyId"),
        disk.textOrNull("EncryptAlgorithm"),
        disk.longOrNull("ProvisionedIops"),
        disk.flagOrNull("BurstingEnabled"),
        disk.textOrNull("StorageClusterId"),
        disk.textOrNull("AutoSnapshotPolicyId"));
  }
}
