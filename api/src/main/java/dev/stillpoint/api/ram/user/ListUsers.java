package dev.stillpoint.api.ram.user;

import dev.stillpoint.api.action.Action;
import dev.stillpoint.api.action.Arguments;
import dev.stillpoint.api.action.Invocation;
import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.ram.shape.RamShapes;
import dev.stillpoint.api.render.Fields;
import dev.stillpoint.control.access.Chunked;
import dev.stillpoint.control.access.UserView;
import dev.stillpoint.control.access.Users;
import dev.stillpoint.control.fault.Refusal;

/** Lists users. */
final class ListUsers implements Action {
  private final Users users;

  ListUsers(Users users) {
    this.users = users;
  }

  @Override
  public Fields perform(Invocation invocation) throws ApiFault, Refusal {
    Arguments arguments = invocation.arguments();
    Chunked<UserView> chunk =
        users.list(
            invocation.caller(), arguments.textOrNull("Marker"), arguments.wholeOrNull("MaxItems"));
    Fields answer = new Fields().list("Users", "User", chunk.items(), RamShapes::user);
    return RamShapes.part(answer, chunk);
  }
}
