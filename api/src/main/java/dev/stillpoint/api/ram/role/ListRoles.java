package dev.stillpoint.api.ram.role;

import dev.stillpoint.api.action.Action;
import dev.stillpoint.api.action.Arguments;
import dev.stillpoint.api.action.Invocation;
import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.ram.shape.RamShapes;
import dev.stillpoint.api.render.Fields;
import dev.stillpoint.control.access.Chunked;
import dev.stillpoint.control.access.Roles;
import dev.stillpoint.control.access.Roles.Role;
import dev.stillpoint.control.fault.Refusal;

/** Lists roles. */
final class ListRoles implements Action {
  private final Roles roles;

  ListRoles(Roles roles) {
    this.roles = roles;
  }

  @Override
  public Fields perform(Invocation invocation) throws ApiFault, Refusal {
    Arguments arguments = invocation.arguments();
    Chunked<Role> chunk =
        roles.list(
            invocation.caller(), arguments.textOrNull("Marker"), arguments.wholeOrNull("MaxItems"));
    Fields answer = new Fields().list("Roles", "Role", chunk.items(), ListRoles::role);
    return RamShapes.part(answer, chunk);
  }

  private static Fields role(Role role) {
    return RamShapes.roleInList(role);
  }
}
