package dev.stillpoint.api.ram.attachment;

import dev.stillpoint.api.action.Action;
import dev.stillpoint.api.action.Arguments;
import dev.stillpoint.api.action.Invocation;
import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.render.Fields;
import dev.stillpoint.control.access.Attachments;
import dev.stillpoint.control.access.Holder;
import dev.stillpoint.control.fault.Refusal;

/** Attaches a permission policy to a group. */
final class AttachPolicyToGroup implements Action {
  private final Attachments attachments;

  AttachPolicyToGroup(Attachments attachments) {
    this.attachments = attachments;
  }

  @Override
  public Fields perform(Invocation invocation) throws ApiFault, Refusal {
    Arguments arguments = invocation.arguments();
    attachments.attach(
        invocation.caller(),
        Holder.GROUP,
        arguments.textOrNull("GroupName"),
        arguments.textOrNull("PolicyType"),
        arguments.textOrNull("PolicyName"));
    return new Fields();
  }
}
