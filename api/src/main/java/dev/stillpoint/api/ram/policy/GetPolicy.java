package dev.stillpoint.api.ram.policy;

import dev.stillpoint.api.action.Action;
import dev.stillpoint.api.action.Arguments;
import dev.stillpoint.api.action.Invocation;
import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.ram.shape.RamShapes;
import dev.stillpoint.api.render.Fields;
import dev.stillpoint.control.access.Policies;
import dev.stillpoint.control.access.Policies.Shown;
import dev.stillpoint.control.fault.Refusal;

/** Shows a permission policy with the version in force. */
final class GetPolicy implements Action {
  private final Policies policies;

  GetPolicy(Policies policies) {
    this.policies = policies;
  }

  @Override
  public Fields perform(Invocation invocation) throws ApiFault, Refusal {
    Arguments arguments = invocation.arguments();
    Shown shown =
        policies.get(
            invocation.caller(),
            arguments.textOrNull("PolicyType"),
            arguments.textOrNull("PolicyName"));
    return new Fields()
        .struct(
            "Policy",
            RamShapes.policy(shown.policy()).text("PolicyDocument", shown.inForce().document()))
        .struct("DefaultPolicyVersion", RamShapes.version(shown.inForce()));
  }
}
