package dev.stillpoint.api.ram.user;

import dev.stillpoint.api.action.Action;
import dev.stillpoint.api.action.Arguments;
import dev.stillpoint.api.action.Invocation;
import dev.stillpoint.api.ecs.shape.Shapes;
import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.render.Fields;
import dev.stillpoint.control.access.UserKeys;
import dev.stillpoint.control.access.UserKeys.NewKey;
import dev.stillpoint.control.fault.Refusal;

/** Makes an access key of a user. */
final class CreateAccessKey implements Action {
  private final UserKeys userKeys;

  CreateAccessKey(UserKeys userKeys) {
    this.userKeys = userKeys;
  }

  @Override
  public Fields perform(Invocation invocation) throws ApiFault, Refusal {
    Arguments arguments = invocation.arguments();
    NewKey made = userKeys.create(invocation.caller(), arguments.textOrNull("UserName"));
    UserKeys.Key key = made.key();
    return new Fields()
        .struct(
            "AccessKey",
            new Fields()
                .text("AccessKeyId", key.id())
                .text("AccessKeySecret", made.secret())
                .text("Status", key.status())
                .text("CreateDate", Shapes.seconds(key.createDate())));
  }
}
