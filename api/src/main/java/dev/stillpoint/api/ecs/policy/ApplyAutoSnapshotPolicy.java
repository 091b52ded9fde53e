package dev.stillpoint.api.ecs.policy;

import dev.stillpoint.api.action.Action;
import dev.stillpoint.api.action.Invocation;
import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.render.Fields;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.policy.Policies;

/** Gives a policy to disks. */
final class ApplyAutoSnapshotPolicy implements Action {
  private final Policies policies;

  ApplyAutoSnapshotPolicy(Policies policies) {
    this.policies = policies;
  }

  @Override
  public Fields perform(Invocation invocation) throws ApiFault, Refusal {
    Spelled spelled = new Spelled(invocation.arguments());
    spelled.required("diskIds");
    policies.apply(
        invocation.caller(),
        spelled.required("regionId"),
        spelled.required("autoSnapshotPolicyId"),
        spelled.jsonListOrNull("diskIds"));
    return new Fields();
  }
}
