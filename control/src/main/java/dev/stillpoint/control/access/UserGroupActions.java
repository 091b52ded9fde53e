package dev.stillpoint.control.access;

import static dev.stillpoint.control.contract.ActionRow.answering;
import static dev.stillpoint.control.contract.ActionRow.doing;
import static dev.stillpoint.control.contract.ApiVersion.RAM;
import static dev.stillpoint.control.contract.Permission.on;
import static dev.stillpoint.control.contract.Permission.onEvery;

import dev.stillpoint.catalog.UserGroupRow;
import dev.stillpoint.control.contract.ActionRow;
import dev.stillpoint.control.contract.AsSent;
import dev.stillpoint.control.contract.Contract;
import dev.stillpoint.control.contract.Each;
import dev.stillpoint.control.contract.Inline;
import dev.stillpoint.control.fault.AccessError;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.foundation.Foundation;
import dev.stillpoint.control.foundation.Limits;
import dev.stillpoint.control.request.Caller;
import dev.stillpoint.control.request.Resource;
import java.time.Instant;
import java.util.List;

/** The actions on groups of users. */
final class UserGroupActions {
  private UserGroupActions() {}

  static List<ActionRow<?, ?>> over(Foundation foundation) {
    UserGroups groups = new UserGroups(foundation);
    return List.of(
        answering(RAM, CreateGroup.class, onEvery(Entry.GROUP), groups::create),
        answering(RAM, GetGroup.class, on(Entry.GROUP, GetGroup::groupName), groups::get),
        answering(RAM, UpdateGroup.class, on(Entry.GROUP, UpdateGroup::groupName), groups::update),
        doing(RAM, DeleteGroup.class, on(Entry.GROUP, DeleteGroup::groupName), groups::delete),
        answering(RAM, ListGroups.class, onEvery(Entry.GROUP), groups::list),
        doing(RAM, AddUserToGroup.class, on((_, pair) -> pair.both()), groups::add),
        doing(RAM, RemoveUserFromGroup.class, on((_, pair) -> pair.both()), groups::remove),
        answering(
            RAM,
            ListGroupsForUser.class,
            on(Entry.USER, ListGroupsForUser::userName),
            groups::ofUser),
        answering(
            RAM,
            ListUsersForGroup.class,
            on(Entry.GROUP, ListUsersForGroup::groupName),
            groups::members));
  }

  /** Makes a group without users. */
  record CreateGroup(String groupName, String comments) implements Contract<CreateGroup.Answer> {
    record Answer(GroupView group) {}

    @Override
    public CreateGroup checked(Caller caller, Limits limits) throws Refusal {
      return new CreateGroup(AccessText.groupName(groupName), AccessText.comments(comments));
    }
  }

  /** A group as it is now. */
  record OneGroup(Changed group) {}

  /** Shows a group. */
  record GetGroup(String groupName) implements Contract<OneGroup> {
    @Override
    public GetGroup checked(Caller caller, Limits limits) throws Refusal {
      AccessText.groupName(groupName);
      return this;
    }
  }

  /** Changes a group; null leaves what is there. */
  record UpdateGroup(String groupName, String newGroupName, @AsSent String newComments)
      implements Contract<OneGroup> {
    @Override
    public UpdateGroup checked(Caller caller, Limits limits) throws Refusal {
      AccessText.groupName(groupName);
      if (newGroupName != null) {
        AccessText.name(
            newGroupName,
            AccessError.INVALID_NEW_GROUP_NAME_CHARS,
            AccessError.INVALID_NEW_GROUP_NAME_LENGTH);
      }
      AccessText.comments(newComments);
      return this;
    }
  }

  /** Deletes a group that has neither users nor policies. */
  record DeleteGroup(String groupName) implements Contract<Void> {
    @Override
    public DeleteGroup checked(Caller caller, Limits limits) throws Refusal {
      AccessText.groupName(groupName);
      return this;
    }
  }

  /** In the order of their names. */
  record ListGroups(@Inline Marked from) implements Contract<ListGroups.Answer> {
    record Answer(@Each("Group") List<Changed> groups, @Inline Chunked.Part part) {}

    @Override
    public ListGroups checked(Caller caller, Limits limits) throws Refusal {
      from.chunk();
      return this;
    }
  }

  /** A user and a group. */
  sealed interface UserAndGroup extends Contract<Void> {
    String userName();

    String groupName();

    @Override
    default Contract<Void> checked(Caller caller, Limits limits) throws Refusal {
      AccessText.userName(userName());
      AccessText.groupName(groupName());
      return this;
    }

    default List<Resource> both() {
      return List.of(Entry.user(userName()), Entry.group(groupName()));
    }
  }

  /** A user joins a group. */
  record AddUserToGroup(String userName, String groupName) implements UserAndGroup {}

  /** A user leaves a group. */
  record RemoveUserFromGroup(String userName, String groupName) implements UserAndGroup {}

  /** The groups of a user. */
  record ListGroupsForUser(String userName) implements Contract<ListGroupsForUser.Answer> {
    record Answer(@Each("Group") List<Membership> groups) {}

    record Membership(String groupId, String groupName, String comments, Instant joinDate) {}

    @Override
    public ListGroupsForUser checked(Caller caller, Limits limits) throws Refusal {
      AccessText.userName(userName);
      return this;
    }
  }

  /** The users of a group. */
  record ListUsersForGroup(String groupName, @Inline Marked from)
      implements Contract<ListUsersForGroup.Answer> {
    record Answer(@Each("User") List<Member> users, @Inline Chunked.Part part) {}

    record Member(String userName, String displayName, Instant joinDate) {}

    @Override
    public ListUsersForGroup checked(Caller caller, Limits limits) throws Refusal {
      AccessText.groupName(groupName);
      from.chunk();
      return this;
    }
  }

  /** A group as every answer shows it. */
  record GroupView(String groupId, String groupName, String comments, Instant createDate) {
    static GroupView of(UserGroupRow row) {
      return new GroupView(
          row.groupId(), row.name(), row.comments(), Instant.ofEpochMilli(row.createdAt()));
    }
  }

  /** A group that may have been changed since it was made. */
  record Changed(@Inline GroupView group, Instant updateDate) {
    static Changed of(UserGroupRow row) {
      return new Changed(GroupView.of(row), Instant.ofEpochMilli(row.updatedAt()));
    }
  }
}
