package dev.stillpoint.api.ram.attachment;

import dev.stillpoint.api.action.Action;
import dev.stillpoint.api.action.Arguments;
import dev.stillpoint.api.action.Invocation;
import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.ram.shape.RamShapes;
import dev.stillpoint.api.render.Fields;
import dev.stillpoint.control.access.Attachments;
import dev.stillpoint.control.access.Holder;
import dev.stillpoint.control.fault.Refusal;

/** Lists the permission policies of a user, a group or a role. */
record ListPoliciesOfHolder(Attachments attachments, Holder holder) implements Action {
  @Override
  public String name() {
    return "ListPoliciesFor" + holder.word();
  }

  @Override
  public Fields perform(Invocation invocation) throws ApiFault, Refusal {
    Arguments arguments = invocation.arguments();
    String name = arguments.textOrNull(holder.word() + "Name");
    return new Fields()
        .list(
            "Policies",
            "Policy",
            attachments.of(invocation.caller(), holder, name),
            RamShapes::attached);
  }
}
