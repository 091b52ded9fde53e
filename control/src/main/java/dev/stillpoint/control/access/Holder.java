package dev.stillpoint.control.access;

import dev.stillpoint.catalog.HolderKind;
import dev.stillpoint.catalog.Tables;
import dev.stillpoint.control.fault.AccessError;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.request.Resource;

/** What a permission policy can be attached to, with the codes that clients know for each. */
enum Holder {
  USER(
      HolderKind.USER,
      AccessError.ENTITY_ALREADY_EXISTS_USER_POLICY,
      AccessError.ENTITY_NOT_EXIST_USER_POLICY,
      AccessError.LIMIT_EXCEEDED_USER_POLICY) {
    @Override
    void check(String name) throws Refusal {
      AccessText.userName(name);
    }

    @Override
    String id(Tables tables, String accountId, String name) throws Refusal {
      return Users.find(tables, accountId, name).userId();
    }

    @Override
    Resource resource(String name) {
      return Entry.user(name);
    }
  },
  GROUP(
      HolderKind.GROUP,
      AccessError.ENTITY_ALREADY_EXISTS_GROUP_POLICY,
      AccessError.ENTITY_NOT_EXIST_GROUP_POLICY,
      AccessError.LIMIT_EXCEEDED_GROUP_POLICY) {
    @Override
    void check(String name) throws Refusal {
      AccessText.groupName(name);
    }

    @Override
    String id(Tables tables, String accountId, String name) throws Refusal {
      return UserGroups.find(tables, accountId, name).groupId();
    }

    @Override
    Resource resource(String name) {
      return Entry.group(name);
    }
  },
  ROLE(
      HolderKind.ROLE,
      AccessError.ENTITY_ALREADY_EXISTS_ROLE_POLICY,
      AccessError.ENTITY_NOT_EXIST_ROLE_POLICY,
      AccessError.LIMIT_EXCEEDED_ROLE_POLICY) {
    @Override
    void check(String name) throws Refusal {
      AccessText.roleName(name);
    }

    @Override
    String id(Tables tables, String accountId, String name) throws Refusal {
      return Roles.find(tables, accountId, name).roleId();
    }

    @Override
    Resource resource(String name) {
      return Entry.role(name);
    }
  };

  private final HolderKind kind;
  private final AccessError attachedAlready;
  private final AccessError notAttached;
  private final AccessError tooMany;

  Holder(
      HolderKind kind, AccessError attachedAlready, AccessError notAttached, AccessError tooMany) {
    this.kind = kind;
    this.attachedAlready = attachedAlready;
    this.notAttached = notAttached;
    this.tooMany = tooMany;
  }

  abstract void check(String name) throws Refusal;

  abstract String id(Tables tables, String accountId, String name) throws Refusal;

  abstract Resource resource(String name);

  HolderKind kind() {
    return kind;
  }

  AccessError attachedAlready() {
    return attachedAlready;
  }

  AccessError notAttached() {
    return notAttached;
  }

  AccessError tooMany() {
    return tooMany;
  }
}
