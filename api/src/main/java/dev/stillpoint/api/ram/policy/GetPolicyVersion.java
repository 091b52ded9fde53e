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

/** Shows a version of a permission policy. */
final class GetPolicyVersion implements Action {
  private final PolicyVersions policyVersions;

  GetPolicyVersion(PolicyVersions policyVersions) {
    this.policyVersions = policyVersions;
  }

  @Override
  public Fields perform(Invocation invocation) throws ApiFault, Refusal {
    Arguments arguments = invocation.arguments();
    PolicyVersion version =
        policyVersions.get(
            invocation.caller(),
            arguments.textOrNull("PolicyType"),
            arguments.textOrNull("PolicyName"),
            arguments.textOrNull("VersionId"));
    return new Fields().struct("PolicyVersion", RamShapes.version(version));
  }
}
