package dev.stillpoint.api.ram.role;

import dev.stillpoint.api.action.Action;
import dev.stillpoint.api.action.Arguments;
import dev.stillpoint.api.action.Invocation;
import dev.stillpoint.api.errors.ApiFault;
import dev.stillpoint.api.ram.shape.RamShapes;
import dev.stillpoint.api.render.Fields;
import dev.stillpoint.control.access.Roles;
import dev.stillpoint.control.access.Roles.Role;
import dev.stillpoint.control.fault.Refusal;

/** Changes a role. */
final class UpdateRole implements Action {
  private final Roles roles;

  UpdateRole(Roles roles) {
    this.roles = roles;
  }

  @Override
  public Fields perform(Invocation invocation) throws ApiFault, Refusal {
    Arguments arguments = invocation.arguments();
    Role role =
        roles.update(
            invocation.caller(),
            new dev.stillpoint.control.access.CreateRole(
                arguments.textOrNull("RoleName"),
                arguments.textOrNull("NewAssumeRolePolicyDocument"),
                arguments.sent("NewDescription").orElse(null),
                arguments.wholeOrNull("NewMaxSessionDuration")));
    return new Fields().struct("Role", RamShapes.role(role));
  }
}
