package dev.stillpoint.api.ram.policy;

import dev.stillpoint.api.action.Action;
import dev.stillpoint.control.access.Policies;
import dev.stillpoint.control.access.PolicyVersions;
import java.util.List;

/** The actions on permission policies and their versions. */
public final class PolicyActions {
  private PolicyActions() {}

  /** Each of them, over the doors that it needs. */
  public static List<Action> over(Policies policies, PolicyVersions policyVersions) {
    return List.of(
        new CreatePolicy(policies),
        new GetPolicy(policies),
        new UpdatePolicyDescription(policies),
        new DeletePolicy(policies),
        new ListPolicies(policies),
        new CreatePolicyVersion(policyVersions),
        new GetPolicyVersion(policyVersions),
        new ListPolicyVersions(policyVersions),
        new SetDefaultPolicyVersion(policyVersions),
        new DeletePolicyVersion(policyVersions));
  }
}
