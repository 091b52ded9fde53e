package dev.stillpoint.api.ram.role;

import dev.stillpoint.api.action.Action;
import dev.stillpoint.control.access.Roles;
import java.util.List;

/** The actions on roles. */
public final class RoleActions {
  private RoleActions() {}

  /** Each of them, over the doors that it needs. */
  public static List<Action> over(Roles roles) {
    return List.of(
        new CreateRole(roles),
        new GetRole(roles),
        new UpdateRole(roles),
        new DeleteRole(roles),
        new ListRoles(roles));
  }
}
