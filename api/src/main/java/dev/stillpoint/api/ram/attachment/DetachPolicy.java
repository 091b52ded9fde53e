package dev.stillpoint.api.ram.attachment;

import dev.stillpoint.api.action.Action;
import dev.stillpoint.api.action.Arguments;
import dev.stillpoint.api.action.Invocation;
import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.render.Fields;
import dev.stillpoint.control.access.Attachments;
import dev.stillpoint.control.access.Holder;
import dev.stillpoint.control.fault.Refusal;

/** Detaches a permission policy from a user, a group or a role. */
record DetachPolicy(Attachments attachments, Holder holder) implements Action {
  @Override
  public String name() {
    return "DetachPolicyFrom" + holder.word();
  }

  @Override
  public Fields perform(Invocation invocation) throws ApiFault, Refusal {
    Arguments arguments = invocation.arguments();
    attachments.detach(
        invocation.caller(),
        holder,
        arguments.textOrNull(holder.word() + "Name"),
        arguments.textOrNull("PolicyType"),
        arguments.textOrNull("PolicyName"));
    return new Fields();
  }
}
