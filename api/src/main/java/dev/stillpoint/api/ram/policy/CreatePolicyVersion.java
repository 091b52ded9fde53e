package dev.stillpoint.api.ram.policy;

import dev.stillpoint.api.action.Action;
import dev.stillpoint.api.action.Arguments;
import dev.stillpoint.api.action.Invocation;
import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.ram.shape.RamShapes;
import dev.stillpoint.api.render.Fields;
import dev.stillpoint.control.access.PolicyVersion;
import dev.stillpoint.control.access.PolicyVersions;
import dev.stillpoint.control.fault.Refusal;

/** Adds a version to a permission policy. */
final class CreatePolicyVersion implements Action {
  private final PolicyVersions policyVersions;

  CreatePolicyVersion(PolicyVersions policyVersions) {
    this.policyVersions = policyVersions;
  }

  @Override
  public Fields perform(Invocation invocation) throws ApiFault, Refusal {
    Arguments arguments = invocation.arguments();
    PolicyVersion version =
        policyVersions.create(
            invocation.caller(),
            arguments.textOrNull("PolicyName"),
            arguments.textOrNull("PolicyDocument"),
            arguments.isTrue("SetAsDefault"),
            arguments.textOrNull("RotateStrategy"));
    return new Fields().struct("PolicyVersion", RamShapes.version(version));
  }
}
