package dev.stillpoint.api.ram.role;

import dev.stillpoint.api.action.Action;
import dev.stillpoint.api.action.Arguments;
import dev.stillpoint.api.action.Invocation;
import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.render.Fields;
import dev.stillpoint.control.access.Roles;
import dev.stillpoint.control.fault.Refusal;

/** Deletes a role. */
final class DeleteRole implements Action {
  private final Roles roles;

  DeleteRole(Roles roles) {
    this.roles = roles;
  }

  @Override
  public Fields perform(Invocation invocation) throws ApiFault, Refusal {
    Arguments arguments = invocation.arguments();
    roles.delete(invocation.caller(), arguments.textOrNull("RoleName"));
    return new Fields();
  }
}
