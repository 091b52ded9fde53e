package dev.stillpoint.api.ecs.instance;

import dev.stillpoint.api.action.Action;
import dev.stillpoint.api.action.Arguments;
import dev.stillpoint.api.action.Invocation;
import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.render.Fields;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.instance.DiskSpec;
import dev.stillpoint.control.instance.Instances;
import dev.stillpoint.control.request.Caller;
import java.util.ArrayList;
import java.util.List;

/** Makes instances with their disks and starts them. */
final class RunInstances implements Action {
  private final Instances instances;

  RunInstances(Instances instances) {
    this.instances = instances;
  }

  @Override
  public Fields perform(Invocation invocation) throws ApiFault, Refusal {
    Arguments arguments = invocation.arguments();
    Caller caller = invocation.caller();
    refuseWhatHasNoFeature(arguments);
    List<String> ids =
        instances.run(
            caller,
            new dev.stillpoint.control.instance.RunInstances(
                arguments.required("RegionId"),
                arguments.textOrNull("ZoneId"),
                arguments.required("ImageId"),
                arguments.required("InstanceType"),
                arguments.wholeOrNull("Amount"),
                arguments.wholeOrNull("MinAmount"),
                arguments.textOrNull("InstanceName"),
                arguments.textOrNull("HostName"),
                arguments.textOrNull("Description"),
                arguments.flagOrNull("UniqueSuffix"),
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
                arguments.tags()));
    return new Fields().texts("InstanceIdSets", "InstanceIdSet", ids);
  }

  /**
   * What describes the guest alone (networks, passwords, user data) is accepted, because an
   * instance here is the holder of its disks. What would place, end, price or copy it is refused.
   */
  private static void refuseWhatHasNoFeature(Arguments arguments) throws ApiFault {
    arguments.refuseWithoutFeature(
        "LaunchTemplateId",
        "LaunchTemplateName",
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

  private static void allowDefault(Arguments arguments, String name, String byDefault)
      throws ApiFault {
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
    disk.refuseWithoutFeature("AutoSnapshotPolicyId");
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
        disk.textOrNull("StorageClusterId"));
  }
}
