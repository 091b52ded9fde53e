package dev.stillpoint.api.ecs.instance;

import dev.stillpoint.api.action.Action;
import dev.stillpoint.api.action.Arguments;
import dev.stillpoint.api.action.Invocation;
import dev.stillpoint.api.ecs.shape.Shapes;
import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.render.Fields;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.instance.InstanceReads;
import dev.stillpoint.control.instance.InstanceView;

/** Shows one instance. */
final class DescribeInstanceAttribute implements Action {
  private final InstanceReads reads;

  DescribeInstanceAttribute(InstanceReads reads) {
    this.reads = reads;
  }

  @Override
  public Fields perform(Invocation invocation) throws ApiFault, Refusal {
    Arguments arguments = invocation.arguments();
    InstanceView view = reads.attribute(invocation.caller(), arguments.required("InstanceId"));
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
            .text("InstanceChargeType", "PostPaid")
            .text("StoppedMode", view.stoppedMode())
            .text("CreationTime", Shapes.minutes(view.creationTime()))
            .text("ExpiredTime", NetworkShape.NEVER)
            .text("IoOptimized", "optimized");
    NetworkShape.internet(fields, view);
    NetworkShape.addresses(fields, view);
    fields.list(
        "OperationLocks",
        "LockReason",
        view.lockReasons(),
        reason -> new Fields().text("LockReason", reason));
    return fields;
  }
}
