package dev.stillpoint.api.ram.policy;

import dev.stillpoint.api.action.Action;
import dev.stillpoint.api.action.Arguments;
import dev.stillpoint.api.action.Invocation;
import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.ram.shape.RamShapes;
import dev.stillpoint.api.render.Fields;
import dev.stillpoint.control.access.Policies;
import dev.stillpoint.control.access.PolicyView;
import dev.stillpoint.control.fault.Refusal;

/** Writes a permission policy. */
final class CreatePolicy implements Action {
  private final Policies policies;

  CreatePolicy(Policies policies) {
    this.policies = policies;
  }

  @Override
  public Fields perform(Invocation invocation) throws ApiFault, Refusal {
    Arguments arguments = invocation.arguments();
    PolicyView policy =
        policies.create(
            invocation.caller(),
            arguments.textOrNull("PolicyName"),
            arguments.textOrNull("PolicyDocument"),
            arguments.textOrNull("Description"));
    return new Fields().struct("Policy", RamShapes.newPolicy(policy));
  }
}
