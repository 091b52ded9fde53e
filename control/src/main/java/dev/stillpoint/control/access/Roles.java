package dev.stillpoint.control.access;

import dev.stillpoint.catalog.RoleRow;
import dev.stillpoint.catalog.Tables;
import dev.stillpoint.control.access.language.MalformedDocument;
import dev.stillpoint.control.access.language.PolicyDocument;
import dev.stillpoint.control.fault.AccessError;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.foundation.Foundation;
import dev.stillpoint.control.request.Caller;
import dev.stillpoint.control.rule.TextRule;
import java.time.Instant;

/** Roles that somebody may take on for a while. Thread-safe. */
public final class Roles {
  static final int SESSION_SECONDS_DEFAULT = 3600;
  private static final int MAX_SESSION_SECONDS_LEAST = 3600;
  private static final int MAX_SESSION_SECONDS_MOST = 43_200;
  private static final String ALL = "*";

  private final Foundation foundation;

  Roles(Foundation foundation) {
    this.foundation = foundation;
  }

  /**
   * Makes a role that may do nothing yet.
   *
   * @throws Refusal MalformedPolicyDocument, EntityAlreadyExists.Role, LimitExceeded.Role
   */
  public Role create(Caller caller, CreateRole request) throws Refusal {
    String name = AccessText.roleName(request.roleName());
    String trust = trustPolicy(TextRule.require(request.trustPolicy(), "AssumeRolePolicyDocument"));
    String description = description(request.description());
    int seconds =
        request.maxSessionSeconds() == null
            ? SESSION_SECONDS_DEFAULT
            : maxSeconds(request.maxSessionSeconds());
    Entry.admit(foundation, caller, "CreateRole", Entry.role(ALL));
    long now = foundation.now();
    RoleRow row =
        new RoleRow(
            Entry.number(foundation, "3"),
            caller.accountId(),
            name,
            description,
            trust,
            seconds,
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
          return Role.of(row);
        });
  }

  /**
   * Shows a role.
   *
   * @throws Refusal EntityNotExist.Role
   */
  public Role get(Caller caller, String roleName) throws Refusal {
    String name = AccessText.roleName(roleName);
    Entry.admit(foundation, caller, "GetRole", Entry.role(name));
    return foundation.catalog().read(tables -> Role.of(find(tables, caller.accountId(), name)));
  }

  /**
   * Changes a role; sessions that were begun before go on.
   *
   * @throws Refusal MalformedPolicyDocument, EntityNotExist.Role
   */
  public Role update(Caller caller, CreateRole request) throws Refusal {
    String name = AccessText.roleName(request.roleName());
    String trust =
        TextRule.absent(request.trustPolicy()) ? null : trustPolicy(request.trustPolicy());
    String description = description(request.description());
    Integer seconds =
        request.maxSessionSeconds() == null ? null : maxSeconds(request.maxSessionSeconds());
    Entry.admit(foundation, caller, "UpdateRole", Entry.role(name));
    return foundation
        .catalog()
        .write(tables -> {
          RoleRow old = find(tables, caller.accountId(), name);
          RoleRow row =
              new RoleRow(
                  old.roleId(),
                  old.accountId(),
                  old.name(),
                  request.description() == null ? old.description() : description,
                  trust == null ? old.trustPolicy() : trust,
                  seconds == null ? old.maxSessionSeconds() : seconds,
                  old.createdAt(),
                  foundation.now());
          tables.roles().update(row);
          return Role.of(row);
        });
  }

  /**
   * Deletes a role that has no policy; its sessions end.
   *
   * @throws Refusal EntityNotExist.Role, DeleteConflict.Role.Policy
   */
  public void delete(Caller caller, String roleName) throws Refusal {
    String name = AccessText.roleName(roleName);
    Entry.admit(foundation, caller, "DeleteRole", Entry.role(name));
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

  /** Lists roles in the order of their names. */
  public Chunked<Role> list(Caller caller, String marker, Integer maxItems) throws Refusal {
    Chunk chunk = Chunk.of(marker, maxItems);
    Entry.admit(foundation, caller, "ListRoles", Entry.role(ALL));
    return foundation
        .catalog()
        .read(tables ->
            chunk.answer(
                tables.roles().list(caller.accountId(), chunk.after(), chunk.limit()),
                RoleRow::name,
                Role::of));
  }

  static RoleRow find(Tables tables, String accountId, String name) throws Refusal {
    return tables
        .roles()
        .named(accountId, name)
        .orElseThrow(() -> new Refusal(AccessError.ENTITY_NOT_EXIST_ROLE, name));
  }

  private static String trustPolicy(String text) throws Refusal {
    if (text.length() > PolicyDocument.CHARS_MAX) {
      throw new Refusal(AccessError.INVALID_TRUST_POLICY_LENGTH, PolicyDocument.CHARS_MAX);
    }
    try {
      PolicyDocument.checkNewTrust(text);
      return text;
    } catch (MalformedDocument e) {
      throw new Refusal(e, AccessError.MALFORMED_POLICY_DOCUMENT, e.getMessage());
    }
  }

  private static int maxSeconds(int seconds) throws Refusal {
    if (seconds < MAX_SESSION_SECONDS_LEAST || seconds > MAX_SESSION_SECONDS_MOST) {
      throw new Refusal(
          AccessError.INVALID_MAX_SESSION_DURATION,
          MAX_SESSION_SECONDS_LEAST,
          MAX_SESSION_SECONDS_MOST);
    }
    return seconds;
  }

  private static String description(String text) throws Refusal {
    return AccessText.atMost(
        text, AccessText.DESCRIPTION_CHARS_MAX, AccessError.INVALID_DESCRIPTION_LENGTH);
  }

  /**
   * A role.
   *
   * @param id a number of 18 digits
   * @param arn as policies and AssumeRole name it
   */
  public record Role(
      String id,
      String name,
      String arn,
      String description,
      String trustPolicy,
      int maxSessionSeconds,
      Instant createDate,
      Instant updateDate) {
    static Role of(RoleRow row) {
      return new Role(
          row.roleId(),
          row.name(),
          Identity.role(row.accountId(), row.name()),
          row.description(),
          row.trustPolicy(),
          row.maxSessionSeconds(),
          Instant.ofEpochMilli(row.createdAt()),
          Instant.ofEpochMilli(row.updatedAt()));
    }
  }
}
