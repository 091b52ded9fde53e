package dev.stillpoint.api.ram.attachment;

import dev.stillpoint.api.action.Action;
import dev.stillpoint.control.access.Attachments;
import dev.stillpoint.control.access.Holder;
import java.util.ArrayList;
import java.util.List;

/** The actions on what permission policies are attached to. */
public final class AttachmentActions {
  private AttachmentActions() {}

  /** Each of them, over the doors that it needs. */
  public static List<Action> over(Attachments attachments) {
    List<Action> actions = new ArrayList<>();
    for (Holder holder : Holder.values()) {
      actions.add(new AttachPolicy(attachments, holder));
      actions.add(new DetachPolicy(attachments, holder));
      actions.add(new ListPoliciesOfHolder(attachments, holder));
    }
    actions.add(new ListEntitiesForPolicy(attachments));
    return List.copyOf(actions);
  }
}
