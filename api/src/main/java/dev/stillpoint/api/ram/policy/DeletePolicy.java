package dev.stillpoint.api.ram.policy;

import dev.stillpoint.api.action.Action;
import dev.stillpoint.api.action.Arguments;
import dev.stillpoint.api.action.Invocation;
import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.render.Fields;
import dev.stillpoint.control.access.Policies;
import dev.stillpoint.control.fault.Refusal;

/** Deletes a permission policy. */
final class DeletePolicy implements Action {
  private final Policies policies;

  DeletePolicy(Policies policies) {
    this.policies = policies;
  }

  @Override
  public Fields perform(Invocation invocation) throws ApiFault, Refusal {
    Arguments arguments = invocation.arguments();
    policies.delete(invocation.caller(), arguments.textOrNull("PolicyName"));
    return new Fields();
  }
}
