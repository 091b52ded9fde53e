package dev.stillpoint.api.ecs.policy;

import dev.stillpoint.api.action.Action;
import dev.stillpoint.control.policy.Policies;
import java.util.List;

/** The actions on auto snapshot policies. */
public final class PolicyActions {
  private PolicyActions() {}

  /** Each of them, over the doors that it needs. */
  public static List<Action> over(Policies policies) {
    return List.of(
        new CreateAutoSnapshotPolicy(policies),
        new ModifyAutoSnapshotPolicyEx(policies),
        new DeleteAutoSnapshotPolicy(policies),
        new ApplyAutoSnapshotPolicy(policies),
        new CancelAutoSnapshotPolicy(policies),
        new DescribeAutoSnapshotPolicyEx(policies),
        new DescribeAutoSnapshotPolicyAssociations(policies));
  }
}
