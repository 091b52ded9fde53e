package dev.stillpoint.control.access;

import dev.stillpoint.catalog.AttachmentRow;
import dev.stillpoint.catalog.PolicyType;
import dev.stillpoint.catalog.RoleRow;
import dev.stillpoint.catalog.Tables;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.foundation.Foundation;
import dev.stillpoint.control.request.Caller;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Which policies users, groups and roles have. Thread-safe. */
public final class Attachments {
  private final Foundation foundation;

  Attachments(Foundation foundation) {
    this.foundation = foundation;
  }

  /**
   * Attaches a policy.
   *
   * @param holderName of the user, group or role
   * @throws Refusal InvalidParameter.PolicyType, EntityNotExist of the holder or of the policy,
   *     EntityAlreadyExists of the attachment, LimitExceeded of the holder's policies
   */
  public void attach(
      Caller caller, Holder holder, String holderName, String policyType, String policyName)
      throws Refusal {
    Pair pair = pair(holder, holderName, policyType, policyName);
    admit(caller, "AttachPolicyTo" + holder.word(), pair);
    foundation
        .catalog()
        .write(tables -> {
          AttachmentRow row = row(tables, caller, pair);
          List<AttachmentRow> present = tables.policies().attachedTo(row.holderId());
          if (present.stream().anyMatch(other -> same(other, row))) {
            throw new Refusal(holder.attachedAlready(), pair.policyName());
          }
          long ofType =
              present.stream().filter(other -> other.policyType() == row.policyType()).count();
          if (ofType >= AccessBounds.ATTACHED_MAX) {
            throw new Refusal(holder.tooMany(), AccessBounds.ATTACHED_MAX);
          }
          tables.policies().attach(row);
          return row;
        });
  }

  /**
   * Detaches a policy.
   *
   * @throws Refusal InvalidParameter.PolicyType, EntityNotExist of the holder, the policy or the
   *     attachment
   */
  public void detach(
      Caller caller, Holder holder, String holderName, String policyType, String policyName)
      throws Refusal {
    Pair pair = pair(holder, holderName, policyType, policyName);
    admit(caller, "DetachPolicyFrom" + holder.word(), pair);
    foundation
        .catalog()
        .write(tables -> {
          AttachmentRow row = row(tables, caller, pair);
          if (tables.policies().attachedTo(row.holderId()).stream()
              .noneMatch(other -> same(other, row))) {
            throw new Refusal(holder.notAttached(), pair.policyName());
          }
          tables.policies().detach(row);
          return row;
        });
  }

  /**
   * The policies of a user, group or role; not those that a user has through its groups.
   *
   * @throws Refusal EntityNotExist of the holder
   */
  public List<Attached> of(Caller caller, Holder holder, String holderName) throws Refusal {
    String name = holder.checked(holderName);
    Entry.admit(foundation, caller, "ListPoliciesFor" + holder.word(), holder.resource(name));
    return foundation
        .catalog()
        .read(tables -> {
          String holderId = holder.id(tables, caller.accountId(), name);
          List<Attached> attached = new ArrayList<>();
          for (AttachmentRow row : tables.policies().attachedTo(holderId)) {
            PolicyView policy =
                PolicyLookup.view(tables, caller.accountId(), row.policyType(), row.policyName());
            attached.add(new Attached(policy, Instant.ofEpochMilli(row.attachedAt())));
          }
          return attached;
        });
  }

  /**
   * Who has a policy.
   *
   * @throws Refusal InvalidParameter.PolicyType, EntityNotExist.Policy
   */
  public Holders holders(Caller caller, String policyType, String policyName) throws Refusal {
    PolicyType type = PolicyLookup.type(policyType);
    String name = AccessText.policyName(policyName);
    Entry.admit(foundation, caller, "ListEntitiesForPolicy", PolicyLookup.resource(type, name));
    return foundation
        .catalog()
        .read(tables -> {
          PolicyLookup.view(tables, caller.accountId(), type, name);
          List<Since<UserView>> users = new ArrayList<>();
          List<Since<UserGroups.Group>> groups = new ArrayList<>();
          List<Since<Roles.Role>> roles = new ArrayList<>();
          for (AttachmentRow row :
              tables.policies().attachmentsOf(caller.accountId(), type, name)) {
            Instant since = Instant.ofEpochMilli(row.attachedAt());
            String id = row.holderId();
            switch (row.holderKind()) {
              case USER ->
                  users.add(new Since<>(UserView.of(tables.users().find(id).orElseThrow()), since));
              case GROUP ->
                  groups.add(
                      new Since<>(
                          UserGroups.Group.of(tables.userGroups().find(id).orElseThrow()), since));
              case ROLE -> {
                RoleRow role = tables.roles().find(id).orElseThrow();
                roles.add(new Since<>(Roles.Role.of(role), since));
              }
            }
          }
          return new Holders(users, groups, roles);
        });
  }

  private static Pair pair(Holder holder, String holderName, String policyType, String policyName)
      throws Refusal {
    return new Pair(
        holder,
        holder.checked(holderName),
        PolicyLookup.type(policyType),
        AccessText.policyName(policyName));
  }

  private void admit(Caller caller, String action, Pair pair) throws Refusal {
    Entry.admit(
        foundation,
        caller,
        action,
        pair.holder().resource(pair.holderName()),
        PolicyLookup.resource(pair.type(), pair.policyName()));
  }

  private AttachmentRow row(Tables tables, Caller caller, Pair pair) throws Refusal {
    String accountId = caller.accountId();
    String holderId = pair.holder().id(tables, accountId, pair.holderName());
    String policyName =
        pair.type() == PolicyType.SYSTEM
            ? PolicyLookup.system(pair.policyName()).policyName()
            : PolicyLookup.custom(tables, accountId, pair.policyName()).name();
    return new AttachmentRow(
        holderId, pair.holder().kind(), accountId, pair.type(), policyName, foundation.now());
  }

  private static boolean same(AttachmentRow one, AttachmentRow other) {
    return one.policyType() == other.policyType()
        && one.policyName().equalsIgnoreCase(other.policyName());
  }

  private record Pair(Holder holder, String holderName, PolicyType type, String policyName) {}

  /** A policy that somebody has, and since when. */
  public record Attached(PolicyView policy, Instant attachDate) {}

  /** Somebody who has a policy, and since when. */
  public record Since<T>(T holder, Instant attachDate) {}

  /** Everybody who has a policy. */
  public record Holders(
      List<Since<UserView>> users,
      List<Since<UserGroups.Group>> groups,
      List<Since<Roles.Role>> roles) {
    public Holders {
      users = List.copyOf(users);
      groups = List.copyOf(groups);
      roles = List.copyOf(roles);
    }
  }
}
