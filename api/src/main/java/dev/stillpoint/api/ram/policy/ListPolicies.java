package dev.stillpoint.api.ram.policy;

import dev.stillpoint.api.action.Action;
import dev.stillpoint.api.action.Arguments;
import dev.stillpoint.api.action.Invocation;
import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.ram.shape.RamShapes;
import dev.stillpoint.api.render.Fields;
import dev.stillpoint.control.access.Chunked;
import dev.stillpoint.control.access.Policies;
import dev.stillpoint.control.access.PolicyView;
import dev.stillpoint.control.fault.Refusal;

/** Lists permission policies. */
final class ListPolicies implements Action {
  private final Policies policies;

  ListPolicies(Policies policies) {
    this.policies = policies;
  }

  @Override
  public Fields perform(Invocation invocation) throws ApiFault, Refusal {
    Arguments arguments = invocation.arguments();
    Chunked<PolicyView> chunk =
        policies.list(
            invocation.caller(),
            arguments.textOrNull("PolicyType"),
            arguments.textOrNull("Marker"),
            arguments.wholeOrNull("MaxItems"));
    Fields answer = new Fields().list("Policies", "Policy", chunk.items(), RamShapes::policy);
    return RamShapes.part(answer, chunk);
  }
}
