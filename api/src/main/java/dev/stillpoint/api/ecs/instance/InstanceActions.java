package dev.stillpoint.api.ecs.instance;

import dev.stillpoint.api.action.Action;
import dev.stillpoint.control.instance.InstanceChanges;
import dev.stillpoint.control.instance.InstanceReads;
import dev.stillpoint.control.instance.Instances;
import java.util.List;

/** The actions on instances. */
public final class InstanceActions {
  private InstanceActions() {}

  /** Each of them, over the doors that it needs. */
  public static List<Action> over(Instances instances) {
    return List.of(
        new RunInstances(instances),
        new DescribeInstances(instances),
        new StartInstance(instances),
        new StopInstance(instances),
        new DeleteInstance(instances));
  }

  /** What else is done to instances. */
  public static List<Action> over(InstanceChanges changes) {
    return List.of(
        new CreateInstance(changes),
        new RebootInstance(changes),
        new ModifyInstanceAttribute(changes),
        new StartInstances(changes),
        new StopInstances(changes),
        new RebootInstances(changes),
        new DeleteInstances(changes));
  }

  /** What else is read of instances. */
  public static List<Action> over(InstanceReads reads) {
    return List.of(
        new DescribeInstanceStatus(reads),
        new DescribeInstanceAttribute(reads),
        new DescribeUserText(reads),
        new DescribeInstanceMaintenanceAttributes(reads),
        new DescribeInstanceAttachmentAttributes(reads),
        new DescribeInstanceAutoRenewAttribute(reads),
        new DescribeInstanceRamRole(reads),
        new DescribeNetworkInterfaces(reads));
  }
}
