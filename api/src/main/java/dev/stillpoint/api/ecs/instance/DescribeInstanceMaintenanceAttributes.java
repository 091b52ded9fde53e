package dev.stillpoint.api.ecs.instance;

import dev.stillpoint.api.action.Action;
import dev.stillpoint.api.action.Arguments;
import dev.stillpoint.api.action.Invocation;
import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.render.Fields;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.instance.InstanceReads;
import dev.stillpoint.control.instance.InstanceView;
import dev.stillpoint.control.instance.NamedInstances;
import dev.stillpoint.control.request.Listing;
import java.util.List;

/**
 * Lists how instances behave in maintenance. None is ever planned here, so each has the default.
 */
final class DescribeInstanceMaintenanceAttributes implements Action {
  private static final String RECOVER = "AutoRecover";

  private final InstanceReads reads;

  DescribeInstanceMaintenanceAttributes(InstanceReads reads) {
    this.reads = reads;
  }

  @Override
  public Fields perform(Invocation invocation) throws ApiFault, Refusal {
    Arguments arguments = invocation.arguments();
    Listing<InstanceView> listing =
        reads.named(
            invocation.caller(),
            name(),
            new NamedInstances(
                arguments.required("RegionId"),
                null,
                arguments.list("InstanceId"),
                arguments.wholeOrNull("PageNumber"),
                arguments.wholeOrNull("PageSize")));
    return new Fields()
        .list(
            "MaintenanceAttributes",
            "MaintenanceAttribute",
            listing.items(),
            DescribeInstanceMaintenanceAttributes::attribute)
        .whole("TotalCount", listing.totalCount())
        .whole("PageNumber", listing.pageNumber())
        .whole("PageSize", listing.pageSize());
  }

  private static Fields attribute(InstanceView view) {
    return new Fields()
        .text("InstanceId", view.instanceId())
        .list("MaintenanceWindows", "MaintenanceWindow", List.<String>of(), _ -> new Fields())
        .struct(
            "ActionOnMaintenance",
            new Fields()
                .text("Value", RECOVER)
                .text("DefaultValue", RECOVER)
                .texts("SupportedValues", "SupportedValue", List.of(RECOVER)))
        .flag("NotifyOnMaintenance", false);
  }
}
