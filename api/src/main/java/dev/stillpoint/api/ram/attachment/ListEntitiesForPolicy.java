package dev.stillpoint.api.ram.attachment;

import dev.stillpoint.api.action.Action;
import dev.stillpoint.api.action.Arguments;
import dev.stillpoint.api.action.Invocation;
import dev.stillpoint.api.ecs.shape.Shapes;
import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.render.Fields;
import dev.stillpoint.control.access.Attachments;
import dev.stillpoint.control.access.Attachments.Holders;
import dev.stillpoint.control.fault.Refusal;

/** Lists who has a permission policy. */
final class ListEntitiesForPolicy implements Action {
  private final Attachments attachments;

  ListEntitiesForPolicy(Attachments attachments) {
    this.attachments = attachments;
  }

  @Override
  public Fields perform(Invocation invocation) throws ApiFault, Refusal {
    Arguments arguments = invocation.arguments();
    Holders holders =
        attachments.holders(
            invocation.caller(),
            arguments.textOrNull("PolicyType"),
            arguments.textOrNull("PolicyName"));
    return new Fields()
        .list(
            "Users",
            "User",
            holders.users(),
            one ->
                new Fields()
                    .text("UserId", one.holder().userId())
                    .text("UserName", one.holder().userName())
                    .text("DisplayName", one.holder().displayName())
                    .text("AttachDate", Shapes.seconds(one.attachDate())))
        .list(
            "Groups",
            "Group",
            holders.groups(),
            one ->
                new Fields()
                    .text("GroupName", one.holder().name())
                    .text("Comments", one.holder().comments())
                    .text("AttachDate", Shapes.seconds(one.attachDate())))
        .list(
            "Roles",
            "Role",
            holders.roles(),
            one ->
                new Fields()
                    .text("RoleId", one.holder().id())
                    .text("RoleName", one.holder().name())
                    .text("Arn", one.holder().arn())
                    .text("Description", one.holder().description())
                    .text("AttachDate", Shapes.seconds(one.attachDate())));
  }
}
