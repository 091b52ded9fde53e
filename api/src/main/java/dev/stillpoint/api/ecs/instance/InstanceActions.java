package dev.stillpoint.api.ecs.instance;

import dev.stillpoint.api.action.Action;
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
}
