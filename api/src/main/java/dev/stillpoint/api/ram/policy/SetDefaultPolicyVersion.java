package dev.stillpoint.api.ram.policy;

import dev.stillpoint.api.action.Action;
import dev.stillpoint.api.action.Arguments;
import dev.stillpoint.api.action.Invocation;
import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.render.Fields;
import dev.stillpoint.control.access.PolicyVersions;
import dev.stillpoint.control.fault.Refusal;

/** Puts a version of a permission policy in force. */
final class SetDefaultPolicyVersion implements Action {
  private final PolicyVersions policyVersions;

  SetDefaultPolicyVersion(PolicyVersions policyVersions) {
    this.policyVersions = policyVersions;
  }

  @Override
  public Fields perform(Invocation invocation) throws ApiFault, Refusal {
    Arguments arguments = invocation.arguments();
    policyVersions.setDefault(
        invocation.caller(), arguments.textOrNull("PolicyName"), arguments.textOrNull("VersionId"));
    return new Fields();
  }
}
