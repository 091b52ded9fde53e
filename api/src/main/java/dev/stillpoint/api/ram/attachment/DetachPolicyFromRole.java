package dev.stillpoint.api.ram.attachment;

import dev.stillpoint.api.action.Action;
import dev.stillpoint.api.action.Arguments;
import dev.stillpoint.api.action.Invocation;
import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.render.Fields;
import dev.stillpoint.control.access.Attachments;
import dev.stillpoint.control.access.Holder;
import dev.stillpoint.control.fault.Refusal;

/** Detaches a permission policy from a role. */
final class DetachPolicyFromRole implements Action {
  private final Attachments attachments;

  DetachPolicyFromRole(Attachments attachments) {
    this.attachments = attachments;
  }

  @Override
  public Fields perform(Invocation invocation) throws ApiFault, Refusal {
    Arguments arguments = invocation.arguments();
    attachments.detach(
        invocation.caller(),
        Holder.ROLE,
        arguments.textOrNull("RoleName"),
        arguments.textOrNull("PolicyType"),
        arguments.textOrNull("PolicyName"));
    return new Fields();
  }
}
