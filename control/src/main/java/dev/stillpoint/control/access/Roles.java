package dev.stillpoint.control.access;

import dev.stillpoint.catalog.RoleRow;
import dev.stillpoint.catalog.Tables;
import dev.stillpoint.control.access.RoleActions.CreateRole;
import dev.stillpoint.control.access.RoleActions.DeleteRole;
import dev.stillpoint.control.access.RoleActions.GetRole;
import dev.stillpoint.control.access.RoleActions.ListRoles;
import dev.stillpoint.control.access.RoleActions.OneRole;
import dev.stillpoint.control.access.RoleActions.RoleView;
import dev.stillpoint.control.access.RoleActions.Trusting;
import dev.stillpoint.control.access.RoleActions.UpdateRole;
import dev.stillpoint.control.access.RoleActions.Whole;
import dev.stillpoint.control.access.language.MalformedDocument;
import dev.stillpoint.control.access.language.PolicyDocument;
import dev.stillpoint.control.fault.AccessError;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.foundation.Foundation;
import dev.stillpoint.control.request.Caller;
import java.time.Instant;

/** Roles that somebody may take on for a while. Thread-safe. */
final class Roles {
  static final int SESSION_SECONDS_DEFAULT = 3600;
  private static final int MAX_SESSION_SECONDS_LEAST = 3600;
  private static final int MAX_SESSION_SECONDS_MOST = 43_200;

  private final Foundation foundation;

  Roles(Foundation foundation) {
    this.foundation = foundation;
  }

  CreateRole.Answer create(Caller caller, CreateRole request) throws Refusal {
    String name = request.roleName();
    long now = foundation.now();
    RoleRow row =
        new RoleRow(
            Entry.number(foundation, "3"),
            caller.accountId(),
            name,
            request.description(),
            request.assumeRolePolicyDocument(),
            request.maxSessionDuration(),
            now,
            now);
    return foundation
        .catalog()
        .write(tables -> {
          if (tables.roles().named(caller.accountId(), name).isPresent()) {
            throw new Refusal(AccessError.ENTITY_ALREADY_EXISTS_ROLE, name);
          }
          if (tables.roles().count(caller.accountId()) >= AccessBounds.ROLES_MAX) {
            throw new Refusal(AccessError.LIMIT_EXCEEDED_ROLE, AccessBounds.ROLES_MAX);
          }
          tables.roles().add(row);
          return new CreateRole.Answer(Trusting.of(row));
        });
  }

  OneRole get(Caller caller, GetRole request) throws Refusal {
    RoleRow row =
        foundation.catalog().read(tables -> find(tables, caller.accountId(), request.roleName()));
    return new OneRole(Whole.of(row));
  }

  OneRole update(Caller caller, UpdateRole request) throws Refusal {
    String trust = request.newAssumeRolePolicyDocument();
    Integer seconds = request.newMaxSessionDuration();
    return foundation
        .catalog()
        .write(tables -> {
          RoleRow old = find(tables, caller.accountId(), request.roleName());
          RoleRow row =
              new RoleRow(
                  old.roleId(),
                  old.accountId(),
                  old.name(),
                  request.newDescription() == null ? old.description() : request.newDescription(),
                  trust == null ? old.trustPolicy() : trust,
                  seconds == null ? old.maxSessionSeconds() : seconds,
                  old.createdAt(),
                  foundation.now());
          tables.roles().update(row);
          return new OneRole(Whole.of(row));
        });
  }

  void delete(Caller caller, DeleteRole request) throws Refusal {
    String name = request.roleName();
    foundation
        .catalog()
        .write(tables -> {
          String roleId = find(tables, caller.accountId(), name).roleId();
          if (!tables.policies().attachedTo(roleId).isEmpty()) {
            throw new Refusal(AccessError.DELETE_CONFLICT_ROLE_POLICY, name);
          }
          tables.roles().remove(roleId);
          return roleId;
        });
  }

  ListRoles.Answer list(Caller caller, ListRoles request) throws Refusal {
    Chunk chunk = request.from().chunk();
    Chunked<ListRoles.Line> found =
        foundation
            .catalog()
            .read(tables ->
                chunk.answer(
                    tables.roles().list(caller.accountId(), chunk.after(), chunk.limit()),
                    RoleRow::name,
                    row ->
                        new ListRoles.Line(
                            RoleView.of(row), Instant.ofEpochMilli(row.updatedAt()))));
    return new ListRoles.Answer(found.items(), found.part());
  }

  static RoleRow find(Tables tables, String accountId, String name) throws Refusal {
    return tables
        .roles()
        .named(accountId, name)
        .orElseThrow(() -> new Refusal(AccessError.ENTITY_NOT_EXIST_ROLE, name));
  }

  static void checkTrust(String text) throws Refusal {
    if (text.length() > PolicyDocument.CHARS_MAX) {
      throw new Refusal(AccessError.INVALID_TRUST_POLICY_LENGTH, PolicyDocument.CHARS_MAX);
    }
    try {
      PolicyDocument.checkNewTrust(text);
    } catch (MalformedDocument e) {
      throw new Refusal(e, AccessError.MALFORMED_POLICY_DOCUMENT, e.getMessage());
    }
  }

  static void checkMaxSeconds(int seconds) throws Refusal {
    if (seconds < MAX_SESSION_SECONDS_LEAST || seconds > MAX_SESSION_SECONDS_MOST) {
      throw new Refusal(
          AccessError.INVALID_MAX_SESSION_DURATION,
          MAX_SESSION_SECONDS_LEAST,
          MAX_SESSION_SECONDS_MOST);
    }
  }
}
