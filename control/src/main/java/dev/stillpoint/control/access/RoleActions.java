package dev.stillpoint.control.access;

import static dev.stillpoint.control.contract.ActionRow.answering;
import static dev.stillpoint.control.contract.ActionRow.doing;
import static dev.stillpoint.control.contract.ApiVersion.RAM;
import static dev.stillpoint.control.contract.Permission.on;
import static dev.stillpoint.control.contract.Permission.onEvery;

import dev.stillpoint.catalog.RoleRow;
import dev.stillpoint.control.contract.ActionRow;
import dev.stillpoint.control.contract.AsSent;
import dev.stillpoint.control.contract.Contract;
import dev.stillpoint.control.contract.Each;
import dev.stillpoint.control.contract.Inline;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.foundation.Foundation;
import dev.stillpoint.control.foundation.Limits;
import dev.stillpoint.control.request.Caller;
import dev.stillpoint.control.rule.TextRule;
import java.time.Instant;
import java.util.List;

/** The actions on roles. */
final class RoleActions {
  private RoleActions() {}

  static List<ActionRow<?, ?>> over(Foundation foundation) {
    Roles roles = new Roles(foundation);
    return List.of(
        answering(RAM, CreateRole.class, onEvery(Entry.ROLE), roles::create),
        answering(RAM, GetRole.class, on(Entry.ROLE, GetRole::roleName), roles::get),
        answering(RAM, UpdateRole.class, on(Entry.ROLE, UpdateRole::roleName), roles::update),
        doing(RAM, DeleteRole.class, on(Entry.ROLE, DeleteRole::roleName), roles::delete),
        answering(RAM, ListRoles.class, onEvery(Entry.ROLE), roles::list));
  }

  /** Makes a role that may do nothing yet. */
  record CreateRole(
      String roleName,
      String assumeRolePolicyDocument,
      String description,
      Integer maxSessionDuration)
      implements Contract<CreateRole.Answer> {
    record Answer(Trusting role) {}

    @Override
    public CreateRole checked(Caller caller, Limits limits) throws Refusal {
      AccessText.roleName(roleName);
      Roles.checkTrust(TextRule.require(assumeRolePolicyDocument, "AssumeRolePolicyDocument"));
      String about = AccessText.description(description);
      Integer seconds =
          maxSessionDuration == null
              ? Integer.valueOf(Roles.SESSION_SECONDS_DEFAULT)
              : maxSessionDuration;
      Roles.checkMaxSeconds(seconds);
      return new CreateRole(roleName, assumeRolePolicyDocument, about, seconds);
    }
  }

  /** A role as it is now. */
  record OneRole(Whole role) {}

  /** Shows a role. */
  record GetRole(String roleName) implements Contract<OneRole> {
    @Override
    public GetRole checked(Caller caller, Limits limits) throws Refusal {
      AccessText.roleName(roleName);
      return this;
    }
  }

  /** Changes a role; null leaves what is there, and sessions that were begun before go on. */
  record UpdateRole(
      String roleName,
      String newAssumeRolePolicyDocument,
      @AsSent String newDescription,
      Integer newMaxSessionDuration)
      implements Contract<OneRole> {
    @Override
    public UpdateRole checked(Caller caller, Limits limits) throws Refusal {
      AccessText.roleName(roleName);
      if (newAssumeRolePolicyDocument != null) {
        Roles.checkTrust(newAssumeRolePolicyDocument);
      }
      AccessText.description(newDescription);
      if (newMaxSessionDuration != null) {
        Roles.checkMaxSeconds(newMaxSessionDuration);
      }
      return this;
    }
  }

  /** Deletes a role that has no policy; its sessions end. */
  record DeleteRole(String roleName) implements Contract<Void> {
    @Override
    public DeleteRole checked(Caller caller, Limits limits) throws Refusal {
      AccessText.roleName(roleName);
      return this;
    }
  }

  /** In the order of their names; a list does not say who may take a role on. */
  record ListRoles(@Inline Marked from) implements Contract<ListRoles.Answer> {
    record Answer(@Each("Role") List<Line> roles, @Inline Chunked.Part part) {}

    record Line(@Inline RoleView role, Instant updateDate) {}

    @Override
    public ListRoles checked(Caller caller, Limits limits) throws Refusal {
      from.chunk();
      return this;
    }
  }

  /** A role as every answer shows it. */
  record RoleView(
      String roleId,
      String roleName,
      String arn,
      String description,
      int maxSessionDuration,
      Instant createDate) {
    static RoleView of(RoleRow row) {
      return new RoleView(
          row.roleId(),
          row.name(),
          Identity.role(row.accountId(), row.name()),
          row.description(),
          row.maxSessionSeconds(),
          Instant.ofEpochMilli(row.createdAt()));
    }
  }

  /** A role, and who may take it on. */
  record Trusting(@Inline RoleView role, String assumeRolePolicyDocument) {
    static Trusting of(RoleRow row) {
      return new Trusting(RoleView.of(row), row.trustPolicy());
    }
  }

  /** A role that may have been changed since it was made. */
  record Whole(@Inline Trusting role, Instant updateDate) {
    static Whole of(RoleRow row) {
      return new Whole(Trusting.of(row), Instant.ofEpochMilli(row.updatedAt()));
    }
  }
}
