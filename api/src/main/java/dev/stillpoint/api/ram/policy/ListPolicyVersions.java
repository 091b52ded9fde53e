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
import java.util.List;

/** Lists the versions of a permission policy. */
final class ListPolicyVersions implements Action {
  private final PolicyVersions policyVersions;

  ListPolicyVersions(PolicyVersions policyVersions) {
    this.policyVersions = policyVersions;
  }

  @Override
  public Fields perform(Invocation invocation) throws ApiFault, Refusal {
    Arguments arguments = invocation.arguments();
    List<PolicyVersion> versions =
        policyVersions.list(
            invocation.caller(),
            arguments.textOrNull("PolicyType"),
            arguments.textOrNull("PolicyName"));
    return new Fields().list("PolicyVersions", "PolicyVersion", versions, RamShapes::version);
  }
}
