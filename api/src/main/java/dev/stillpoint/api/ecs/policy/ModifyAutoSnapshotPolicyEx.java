package dev.stillpoint.api.ecs.policy;

import dev.stillpoint.api.action.Action;
import dev.stillpoint.api.action.Invocation;
import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.render.Fields;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.policy.Policies;

/** Changes a policy. */
final class ModifyAutoSnapshotPolicyEx implements Action {
  private final Policies policies;

  ModifyAutoSnapshotPolicyEx(Policies policies) {
    this.policies = policies;
  }

  @Override
  public Fields perform(Invocation invocation) throws ApiFault, Refusal {
    Spelled spelled = new Spelled(invocation.arguments());
    policies.modify(
        invocation.caller(),
        spelled.required("regionId"),
        spelled.required("autoSnapshotPolicyId"),
        CreateAutoSnapshotPolicy.settings(invocation.arguments()));
    return new Fields();
  }
}
