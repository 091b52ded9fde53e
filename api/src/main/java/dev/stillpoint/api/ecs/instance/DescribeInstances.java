package dev.stillpoint.api.ecs.instance;

import dev.stillpoint.api.action.Action;
import dev.stillpoint.api.action.Arguments;
import dev.stillpoint.api.action.Invocation;
import dev.stillpoint.api.ecs.shape.Shapes;
import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.render.Fields;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.fault.SharedError;
import dev.stillpoint.control.instance.InstanceView;
import dev.stillpoint.control.instance.Instances;
import dev.stillpoint.control.request.Caller;
import dev.stillpoint.control.request.Listing;
import java.util.List;

/** Lists instances. Disks are not part of it; DescribeDisks takes an InstanceId. */
final class DescribeInstances implements Action {
  private final Instances instances;

  DescribeInstances(Instances instances) {
    this.instances = instances;
  }

  @Override
  public Fields perform(Invocation invocation) throws ApiFault, Refusal {
    Arguments arguments = invocation.arguments();
    Caller caller = invocation.caller();
    arguments.refuseWithoutFeature(
        "EipAddresses",
        "InnerIpAddresses",
        "PrivateIpAddresses",
        "PublicIpAddresses",
        "RdmaIpAddresses",
        "Ipv6Address.",
        "InstanceTypeFamily",
        "InternetChargeType",
        "HpcClusterId",
        "HttpEndpoint",
        "HttpTokens",
        "Filter.");
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
                arguments.flagOrNull("DryRun"),
                arguments.paging()));
    Fields answer =
        new Fields().list("Instances", "Instance", listing.items(), DescribeInstances::instance);
    Shapes.page(answer, listing);
    return answer;
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
            .text("ExpiredTime", "2099-12-31T15:59Z")
            .text("AutoReleaseTime", "")
            .text("InstanceChargeType", "PostPaid")
            .text("SpotStrategy", "NoSpot")
            .flag("IoOptimized", true)
            .flag("DeviceAvailable", true)
            .flag("Recyclable", false);
    network(fields, view);
    fields.list(
        "OperationLocks",
        "LockReason",
        view.lockReasons(),
        reason -> new Fields().text("LockReason", reason).text("LockMsg", ""));
    Shapes.tags(fields, view.tags());
    return fields;
  }

  /** Clients read these paths even where there is no network; so they are there, and empty. */
  private static void network(Fields fields, InstanceView view) {
    fields
        .text("InstanceNetworkType", "vpc")
        .struct(
            "VpcAttributes",
            new Fields()
                .text("VpcId", "")
                .text("VSwitchId", view.vSwitchId())
                .text("NatIpAddress", "")
                .texts("PrivateIpAddress", "IpAddress", List.of()))
        .texts("PublicIpAddress", "IpAddress", List.of())
        .texts("InnerIpAddress", "IpAddress", List.of())
        .struct(
            "EipAddress",
            new Fields().text("IpAddress", "").text("AllocationId", "").whole("Bandwidth", 0))
        .texts("SecurityGroupIds", "SecurityGroupId", view.securityGroupIds())
        .list("NetworkInterfaces", "NetworkInterface", List.<String>of(), _ -> new Fields())
        .struct("MetadataOptions", new Fields().text("HttpEndpoint", "").text("HttpTokens", ""))
        .struct("HibernationOptions", new Fields().flag("Configured", false));
  }

  /** {@code ecs.g7} of {@code ecs.g7.large}. */
  private static String family(String instanceType) {
    int dot = instanceType.lastIndexOf('.');
    return dot <= "ecs".length() ? instanceType : instanceType.substring(0, dot);
  }
}
