package dev.stillpoint.api.ram.user;

import dev.stillpoint.api.action.Action;
import dev.stillpoint.api.action.Arguments;
import dev.stillpoint.api.action.Invocation;
import dev.stillpoint.api.ecs.shape.Shapes;
import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.render.Fields;
import dev.stillpoint.control.access.UserKeys;
import dev.stillpoint.control.fault.Refusal;
import java.util.List;

/** Lists the access keys of a user. */
final class ListAccessKeys implements Action {
  private final UserKeys userKeys;

  ListAccessKeys(UserKeys userKeys) {
    this.userKeys = userKeys;
  }

  @Override
  public Fields perform(Invocation invocation) throws ApiFault, Refusal {
    Arguments arguments = invocation.arguments();
    List<UserKeys.Key> keys = userKeys.list(invocation.caller(), arguments.textOrNull("UserName"));
    return new Fields().list("AccessKeys", "AccessKey", keys, ListAccessKeys::key);
  }

  private static Fields key(UserKeys.Key key) {
    return new Fields()
        .text("AccessKeyId", key.id())
        .text("Status", key.status())
        .text("CreateDate", Shapes.seconds(key.createDate()));
  }
}
