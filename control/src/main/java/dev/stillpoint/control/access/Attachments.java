package dev.stillpoint.control.access;

import dev.stillpoint.catalog.AttachmentRow;
import dev.stillpoint.catalog.PolicyType;
import dev.stillpoint.catalog.RoleRow;
import dev.stillpoint.catalog.Tables;
import dev.stillpoint.catalog.UserGroupRow;
import dev.stillpoint.catalog.UserRow;
import dev.stillpoint.control.access.AttachmentActions.Given;
import dev.stillpoint.control.access.AttachmentActions.ListEntitiesForPolicy;
import dev.stillpoint.control.access.AttachmentActions.Pair;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.foundation.Foundation;
import dev.stillpoint.control.request.Caller;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Which policies users, groups and roles have. Thread-safe. */
final class Attachments {
  private final Foundation foundation;

  Attachments(Foundation foundation) {
    this.foundation = foundation;
  }

  void attach(Caller caller, Pair pair) throws Refusal {
    foundation
        .catalog()
        .write(tables -> {
          AttachmentRow row = row(tables, caller, pair);
          List<AttachmentRow> present = tables.policies().attachedTo(row.holderId());
          if (present.stream().anyMatch(other -> same(other, row))) {
            throw new Refusal(pair.holder().attachedAlready(), pair.policyName());
          }
          long ofType =
              present.stream().filter(other -> other.policyType() == row.policyType()).count();
          if (ofType >= AccessBounds.ATTACHED_MAX) {
            throw new Refusal(pair.holder().tooMany(), AccessBounds.ATTACHED_MAX);
          }
          tables.policies().attach(row);
          return row;
        });
  }

  void detach(Caller caller, Pair pair) throws Refusal {
    foundation
        .catalog()
        .write(tables -> {
          AttachmentRow row = row(tables, caller, pair);
          if (tables.policies().attachedTo(row.holderId()).stream()
              .noneMatch(other -> same(other, row))) {
            throw new Refusal(pair.holder().notAttached(), pair.policyName());
          }
          tables.policies().detach(row);
          return row;
        });
  }

  Given.Answer of(Caller caller, Given request) throws Refusal {
    return foundation
        .catalog()
        .read(tables -> {
          String holderId = request.holder().id(tables, caller.accountId(), request.holderName());
          List<Given.Line> lines = new ArrayList<>();
          for (AttachmentRow row : tables.policies().attachedTo(holderId)) {
            PolicyView.Changed policy =
                PolicyLookup.view(tables, caller.accountId(), row.policyType(), row.policyName());
            lines.add(
                new Given.Line(policy.policy().named(), Instant.ofEpochMilli(row.attachedAt())));
          }
          return new Given.Answer(lines);
        });
  }

  ListEntitiesForPolicy.Answer holders(Caller caller, ListEntitiesForPolicy request)
      throws Refusal {
    PolicyType type = PolicyLookup.type(request.policyType());
    String name = request.policyName();
    return foundation
        .catalog()
        .read(tables -> {
          PolicyLookup.view(tables, caller.accountId(), type, name);
          ListEntitiesForPolicy.Answer all =
              new ListEntitiesForPolicy.Answer(
                  new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
          for (AttachmentRow row :
              tables.policies().attachmentsOf(caller.accountId(), type, name)) {
            add(tables, row, all);
          }
          return all;
        });
  }

  private static void add(Tables tables, AttachmentRow row, ListEntitiesForPolicy.Answer all) {
    Instant since = Instant.ofEpochMilli(row.attachedAt());
    switch (row.holderKind()) {
      case USER -> {
        UserRow user = tables.users().find(row.holderId()).orElseThrow();
        all.users()
            .add(
                new ListEntitiesForPolicy.User(
                    user.userId(), user.name(), user.displayName(), since));
      }
      case GROUP -> {
        UserGroupRow group = tables.userGroups().find(row.holderId()).orElseThrow();
        all.groups().add(new ListEntitiesForPolicy.Group(group.name(), group.comments(), since));
      }
      case ROLE -> {
        RoleRow role = tables.roles().find(row.holderId()).orElseThrow();
        all.roles()
            .add(
                new ListEntitiesForPolicy.Role(
                    role.roleId(),
                    role.name(),
                    Identity.role(role.accountId(), role.name()),
                    role.description(),
                    since));
      }
    }
  }

  private AttachmentRow row(Tables tables, Caller caller, Pair pair) throws Refusal {
    String accountId = caller.accountId();
    PolicyType type = PolicyLookup.type(pair.policyType());
    String holderId = pair.holder().id(tables, accountId, pair.holderName());
    String policyName =
        type == PolicyType.SYSTEM
            ? PolicyLookup.system(pair.policyName()).policyName()
            : PolicyLookup.custom(tables, accountId, pair.policyName()).name();
    return new AttachmentRow(
        holderId, pair.holder().kind(), accountId, type, policyName, foundation.now());
  }

  private static boolean same(AttachmentRow one, AttachmentRow other) {
    return one.policyType() == other.policyType()
        && one.policyName().equalsIgnoreCase(other.policyName());
  }
}
