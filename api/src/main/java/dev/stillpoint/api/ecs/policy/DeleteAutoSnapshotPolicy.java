package dev.stillpoint.api.ecs.policy;

import dev.stillpoint.api.action.Action;
import dev.stillpoint.api.action.Invocation;
import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.render.Fields;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.policy.Policies;

/** Deletes a policy; its snapshots stay. */
final class DeleteAutoSnapshotPolicy implements Action {
  private final Policies policies;

  DeleteAutoSnapshotPolicy(Policies policies) {
    this.policies = policies;
  }

  @Override
  public Fields perform(Invocation invocation) throws ApiFault, Refusal {
    Spelled spelled = new Spelled(invocation.arguments());
    policies.delete(
        invocation.caller(),
        spelled.required("regionId"),
        spelled.required("autoSnapshotPolicyId"));
    return new Fields();
  }
}
