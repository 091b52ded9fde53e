package dev.stillpoint.api.ram.attachment;

import dev.stillpoint.api.action.Action;
import dev.stillpoint.control.access.Attachments;
import java.util.List;

/** The actions on what permission policies are attached to. */
public final class AttachmentActions {
  private AttachmentActions() {}

  /** Each of them, over the doors that it needs. */
  public static List<Action> over(Attachments attachments) {
    return List.of(
        new AttachPolicyToUser(attachments),
        new DetachPolicyFromUser(attachments),
        new ListPoliciesForUser(attachments),
        new AttachPolicyToGroup(attachments),
        new DetachPolicyFromGroup(attachments),
        new ListPoliciesForGroup(attachments),
        new AttachPolicyToRole(attachments),
        new DetachPolicyFromRole(attachments),
        new ListPoliciesForRole(attachments),
        new ListEntitiesForPolicy(attachments));
  }
}
