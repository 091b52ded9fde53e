package dev.stillpoint.api.ecs.instance;

import dev.stillpoint.api.action.Action;
import dev.stillpoint.api.action.Arguments;
import dev.stillpoint.api.action.Invocation;
import dev.stillpoint.api.ecs.shape.Shapes;
import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.render.Fields;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.fault.SharedError;
import dev.stillpoint.control.instance.InstanceQuery;
import dev.stillpoint.control.instance.InstanceView;
import dev.stillpoint.control.instance.Instances;
import dev.stillpoint.control.request.Caller;
import dev.stillpoint.control.request.Listing;
import java.util.List;

/** Lists instances. Disks are not part of it; DescribeDisks takes an InstanceId. */
final class DescribeInstances implements Action {
  private static final List<String> ADDRESSES =
      List.of(
          "EipAddresses",
          "InnerIpAddresses",
          "PrivateIpAddresses",
          "PublicIpAddresses",
          "RdmaIpAddresses",
          "HpcClusterId");

  private final Instances instances;

  DescribeInstances(Instances instances) {
    this.instances = instances;
  }

  @Override
  public Fields perform(Invocation invocation) throws ApiFault, Refusal {
    Arguments arguments = invocation.arguments();
    Caller caller = invocation.caller();
    Listing<InstanceView> listing =
        instances.describe(
            caller,
            new dev.stillpoint.control.instance.DescribeInstances(
                arguments.required("RegionId"),
                arguments.jsonListOrNull(
                    "InstanceIds", SharedError.INVALID_PARAMETER, "InstanceIds"),
                arguments.textOrNull("Status"),
                arguments.textOrNull("ZoneId"),
                arguments.textOrNull("InstanceName"),
                arguments.textOrNull("InstanceType"),
                arguments.textOrNull("ImageId"),
                arguments.textOrNull("VpcId"),
                arguments.textOrNull("VSwitchId"),
                arguments.textOrNull("SecurityGroupId"),
                arguments.textOrNull("KeyPairName"),
                arguments.textOrNull("InstanceChargeType"),
                arguments.textOrNull("LockReason"),
                arguments.textOrNull("ResourceGroupId"),
                arguments.tags(),
                more(arguments),
                arguments.flagOrNull("DryRun"),
                arguments.paging()));
    Fields answer =
        new Fields().list("Instances", "Instance", listing.items(), DescribeInstances::instance);
    Shapes.page(answer, listing);
    return answer;
  }

  private static InstanceQuery more(Arguments arguments) throws ApiFault {
    return new InstanceQuery(
        arguments.textOrNull("InstanceTypeFamily"),
        arguments.textOrNull("InternetChargeType"),
        arguments.textOrNull("InstanceNetworkType"),
        arguments.textOrNull("HttpEndpoint"),
        arguments.textOrNull("HttpTokens"),
        arguments.filters(),
        elsewhere(arguments));
  }

  /** True when something is asked for that no instance here is or has. */
  private static boolean elsewhere(Arguments arguments) throws ApiFault {
    for (String name : ADDRESSES) {
      if (arguments.textOrNull(name) != null) {
        return true;
      }
    }
    return !arguments.list("Ipv6Address").isEmpty()
        || !arguments.flag("IoOptimized").orElse(true)
        || !arguments.flag("DeviceAvailable").orElse(true);
  }

  private static Fields instance(InstanceView view) {
    Fields fields =
        new Fields()
            .text("InstanceId", view.instanceId())
            .text("InstanceName", view.instanceName())
            .text("HostName", view.hostName())
            .text("Description", view.description())
            .text("Status", view.status())
            .text("RegionId", view.regionId())
            .text("ZoneId", view.zoneId())
            .text("ImageId", view.imageId())
            .text("InstanceType", view.instanceType())
            .text("InstanceTypeFamily", family(view.instanceType()))
            .text("ResourceGroupId", view.resourceGroupId())
            .text("KeyPairName", view.keyPairName())
            .flag("DeletionProtection", view.deletionProtection())
            .text("StoppedMode", view.stoppedMode())
            .text("CreationTime", Shapes.minutes(view.creationTime()))
            .text("StartTime", Shapes.minutes(view.startTime()))
            .text("ExpiredTime", NetworkShape.NEVER)
            .text("AutoReleaseTime", "")
            .text("InstanceChargeType", "PostPaid")
            .text("SpotStrategy", "NoSpot")
            .flag("IoOptimized", true)
            .flag("DeviceAvailable", true)
            .flag("Recyclable", false);
    NetworkShape.internet(fields, view);
    NetworkShape.addresses(fields, view);
    guest(fields, view);
    fields.list(
        "OperationLocks",
        "LockReason",
        view.lockReasons(),
        reason -> new Fields().text("LockReason", reason).text("LockMsg", ""));
    Shapes.tags(fields, view.tags());
    return fields.texts("StaleDisks", "DiskId", view.staleDiskIds());
  }

  /** What clients read of the guest and its host, of which there is only what was asked for. */
  private static void guest(Fields fields, InstanceView view) {
    fields
        .text("OSType", "linux")
        .text("OSName", "")
        .text("OSNameEn", "")
        .text("CreditSpecification", "")
        .texts("RdmaIpAddress", "IpAddress", List.of())
        .list("NetworkInterfaces", "NetworkInterface", List.<String>of(), _ -> new Fields())
        .struct(
            "MetadataOptions",
            new Fields()
                .text("HttpEndpoint", NetworkShape.orEmpty(view.extras().httpEndpoint()))
                .text("HttpTokens", NetworkShape.orEmpty(view.extras().httpTokens()))
                .whole(
                    "HttpPutResponseHopLimit",
                    NetworkShape.orZero(view.extras().httpPutResponseHopLimit())))
        .struct(
            "DedicatedHostAttribute",
            new Fields().text("DedicatedHostId", "").text("DedicatedHostName", ""))
        .struct("DedicatedInstanceAttribute", new Fields().text("Affinity", "").text("Tenancy", ""))
        .struct(
            "EcsCapacityReservationAttr",
            new Fields()
                .text("CapacityReservationId", "")
                .text("CapacityReservationPreference", ""))
        .struct("CpuOptions", new Fields().text("Numa", "").text("TopologyType", ""))
        .struct("ImageOptions", new Fields().flag("LoginAsNonRoot", false))
        .struct("HibernationOptions", new Fields().flag("Configured", false));
  }

  /** {@code ecs.g7} of {@code ecs.g7.large}. */
  private static String family(String instanceType) {
    int dot = instanceType.lastIndexOf('.');
    return dot <= "ecs".length() ? instanceType : instanceType.substring(0, dot);
  }
}
