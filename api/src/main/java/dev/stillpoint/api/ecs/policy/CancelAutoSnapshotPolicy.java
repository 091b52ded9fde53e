package dev.stillpoint.api.ecs.policy;

import dev.stillpoint.api.action.Action;
import dev.stillpoint.api.action.Invocation;
import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.render.Fields;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.policy.Policies;

/** Takes a policy from disks. */
final class CancelAutoSnapshotPolicy implements Action {
  private final Policies policies;

  CancelAutoSnapshotPolicy(Policies policies) {
    this.policies = policies;
  }

  @Override
  public Fields perform(Invocation invocation) throws ApiFault, Refusal {
    Spelled spelled = new Spelled(invocation.arguments());
    spelled.required("diskIds");
    policies.cancel(
        invocation.caller(),
        spelled.required("regionId"),
        spelled.textOrNull("autoSnapshotPolicyId"),
        spelled.jsonListOrNull("diskIds"));
    return new Fields();
  }
}
