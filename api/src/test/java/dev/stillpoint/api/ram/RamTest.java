package dev.stillpoint.api.ram;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillpoint.api.rpc.AccessKey;
import dev.stillpoint.api.world.ApiWorld;
import dev.stillpoint.api.world.ApiWorld.Answer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Users, keys, groups, policies and roles: the answers' shapes, and what is refused. */
class RamTest {
  private static final String READ = "'Effect':'Allow','Action':'ecs:Describe*','Resource':'*'";
  private static final String TRUST =
      "{\"Version\":\"1\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"sts:AssumeRole\","
          + "\"Principal\":{\"RAM\":[\"acs:ram::1000000000000001:root\"]}}]}";

  @TempDir Path directory;
  private ApiWorld api;
  private AccessWorld access;

  @BeforeEach
  void open() throws Exception {
    api = new ApiWorld(directory);
    access = new AccessWorld(api);
  }

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  void aUserIsMadeShownChangedAndDeleted() {
    Answer made =
        access.done(
            "CreateUser",
            "UserName",
            "alice",
            "DisplayName",
            "Alice",
            "Email",
            "a@example.org",
            "MobilePhone",
            "86-1868888",
            "Comments",
            "backup");
    assertThat(made.body().path("User").propertyNames())
        .containsExactly(
            "UserId", "UserName", "DisplayName", "MobilePhone", "Email", "Comments", "CreateDate");
    assertThat(made.text("/User/UserId")).matches("\\d{18}");
    assertThat(made.text("/User/CreateDate")).isEqualTo("2026-11-23T08:00:00Z");
    access.done("UpdateUser", "UserName", "ALICE", "NewUserName", "alicia", "NewComments", "");
    Answer shown = access.done("GetUser", "UserName", "alicia");
    assertThat(shown.text("/User/DisplayName")).isEqualTo("Alice");
    assertThat(shown.text("/User/Comments")).isEmpty();
    assertThat(shown.text("/User/UserId")).isEqualTo(made.text("/User/UserId"));
    assertThat(access.done("ListUsers").text("/Users/User/0/UserName")).isEqualTo("alicia");
    access.done("DeleteUser", "UserName", "alicia");
    assertThat(access.ram(access.root(), "GetUser", "UserName", "alicia").outcome())
        .isEqualTo("404 EntityNotExist.User");
  }

  @Test
  void aListIsReadPartByPart() {
    for (String name : List.of("d", "b", "a", "c", "e")) {
      access.done("CreateUser", "UserName", name);
    }
    List<String> names = new ArrayList<>();
    Answer part = access.done("ListUsers", "MaxItems", "2");
    while (part.body().path("IsTruncated").asBoolean()) {
      names.addAll(part.body().path("Users").findValuesAsString("UserName"));
      part = access.done("ListUsers", "MaxItems", "2", "Marker", part.text("/Marker"));
    }
    names.addAll(part.body().path("Users").findValuesAsString("UserName"));
    assertThat(names).containsExactly("a", "b", "c", "d", "e");
    assertThat(part.body().has("Marker")).isFalse();
  }

  @Test
  void aKeySignsUntilItIsDisabledOrDeleted() {
    AccessKey key = access.user("alice");
    access.attach("alice", "System", "AliyunECSReadOnlyAccess");
    assertThat(api.call(key, "DescribeDisks").outcome()).isEqualTo("200");
    Answer listed = access.done("ListAccessKeys", "UserName", "alice");
    assertThat(listed.text("/AccessKeys/AccessKey/0/Status")).isEqualTo("Active");
    assertThat(listed.body().toString()).doesNotContain(key.secret());
    String[] one = {"UserName", "alice", "UserAccessKeyId", key.id(), "Status", "Inactive"};
    access.done("UpdateAccessKey", one);
    assertThat(api.call(key, "DescribeDisks").outcome())
        .isEqualTo("400 InvalidAccessKeyId.Inactive");
    access.done("DeleteAccessKey", one);
    assertThat(api.call(key, "DescribeDisks").outcome())
        .isEqualTo("404 InvalidAccessKeyId.NotFound");
    assertThat(access.ram(access.root(), "DeleteAccessKey", one).outcome())
        .isEqualTo("404 EntityNotExist.User.AccessKey");
  }

  @Test
  void aUserHasTwoKeysAtMost() {
    access.user("alice");
    access.done("CreateAccessKey", "UserName", "alice");
    assertThat(access.ram(access.root(), "CreateAccessKey", "UserName", "alice").outcome())
        .isEqualTo("409 LimitExceeded.User.AccessKey");
  }

  @Test
  void aUserActsOnItselfWithoutNamingItself() {
    AccessKey key = access.user("alice");
    access.allow(
        "alice",
        "own-keys",
        "'Effect':'Allow','Action':['ram:*AccessKey*','ram:GetUser'],"
            + "'Resource':'acs:ram:*:*:user/alice'");
    access.done("CreateUser", "UserName", "bob");
    assertThat(access.ram(key, "ListAccessKeys").text("/AccessKeys/AccessKey/0/AccessKeyId"))
        .isEqualTo(key.id());
    assertThat(access.ram(key, "GetUser").text("/User/UserName")).isEqualTo("alice");
    assertThat(access.ram(key, "CreateAccessKey", "UserName", "bob").outcome())
        .isEqualTo("403 NoPermission");
    assertThat(access.ram(access.root(), "CreateAccessKey").outcome())
        .isEqualTo("400 MissingParameter");
  }

  @Test
  void whoeverIsInAGroupMayDoWhatTheGroupMay() {
    AccessKey key = access.user("alice");
    Answer made = access.done("CreateGroup", "GroupName", "readers", "Comments", "who read");
    assertThat(made.text("/Group/GroupId")).matches("g-[A-Za-z0-9]{16}");
    access.done(
        "AttachPolicyToGroup",
        "GroupName",
        "readers",
        "PolicyType",
        "System",
        "PolicyName",
        "AliyunECSReadOnlyAccess");
    assertThat(api.call(key, "DescribeDisks").outcome()).isEqualTo("403 Forbidden.RAM");
    String[] pair = {"UserName", "alice", "GroupName", "readers"};
    access.done("AddUserToGroup", pair);
    assertThat(api.call(key, "DescribeDisks").outcome()).isEqualTo("200");
    assertThat(access.ram(access.root(), "AddUserToGroup", pair).outcome())
        .isEqualTo("409 EntityAlreadyExists.User.Group");
    assertThat(
            access.done("ListGroupsForUser", "UserName", "alice").text("/Groups/Group/0/GroupName"))
        .isEqualTo("readers");
    assertThat(
            access.done("ListUsersForGroup", "GroupName", "readers").text("/Users/User/0/UserName"))
        .isEqualTo("alice");
    assertThat(access.ram(access.root(), "DeleteGroup", "GroupName", "readers").outcome())
        .isEqualTo("409 DeleteConflict.Group.User");
    assertThat(access.ram(access.root(), "DeleteUser", "UserName", "alice").outcome())
        .isEqualTo("409 DeleteConflict.User.Group");
    access.done("RemoveUserFromGroup", pair);
    assertThat(api.call(key, "DescribeDisks").outcome()).isEqualTo("403 Forbidden.RAM");
    assertThat(access.ram(access.root(), "RemoveUserFromGroup", pair).outcome())
        .isEqualTo("404 EntityNotExist.User.Group");
    assertThat(access.ram(access.root(), "DeleteGroup", "GroupName", "readers").outcome())
        .isEqualTo("409 DeleteConflict.Group.Policy");
  }

  @Test
  void theVersionInForceOfAPolicyDecides() {
    AccessKey key = access.user("alice");
    access.allow("alice", "mine", READ);
    assertThat(api.call(key, "DescribeDisks").outcome()).isEqualTo("200");
    Answer second =
        access.done(
            "CreatePolicyVersion",
            "PolicyName",
            "mine",
            "PolicyDocument",
            AccessWorld.document("'Effect':'Deny','Action':'*','Resource':'*'"),
            "SetAsDefault",
            "true");
    assertThat(second.text("/PolicyVersion/VersionId")).isEqualTo("v2");
    assertThat(second.body().at("/PolicyVersion/IsDefaultVersion").isBoolean()).isTrue();
    assertThat(api.call(key, "DescribeDisks").outcome()).isEqualTo("403 Forbidden.RAM");
    access.done("SetDefaultPolicyVersion", "PolicyName", "mine", "VersionId", "v1");
    assertThat(api.call(key, "DescribeDisks").outcome()).isEqualTo("200");
    Answer shown = access.done("GetPolicy", "PolicyName", "mine", "PolicyType", "Custom");
    assertThat(shown.text("/DefaultPolicyVersion/VersionId")).isEqualTo("v1");
    assertThat(shown.text("/DefaultPolicyVersion/PolicyDocument"))
        .isEqualTo(AccessWorld.document(READ));
    assertThat(shown.body().at("/Policy/AttachmentCount").asInt()).isEqualTo(1);
    assertThat(
            access
                .ram(access.root(), "DeletePolicyVersion", "PolicyName", "mine", "VersionId", "v1")
                .outcome())
        .isEqualTo("409 DeleteConflict.Policy.Version.Default");
    access.done("DeletePolicyVersion", "PolicyName", "mine", "VersionId", "v2");
    assertThat(
            access
                .done("ListPolicyVersions", "PolicyName", "mine", "PolicyType", "Custom")
                .body()
                .at("/PolicyVersions/PolicyVersion"))
        .hasSize(1);
  }

  @Test
  void aPolicyHasFiveVersionsUnlessTheOldestMakesRoom() {
    access.policy("mine", READ);
    String[] next = {"PolicyName", "mine", "PolicyDocument", AccessWorld.document(READ)};
    for (int i = 0; i < 4; i++) {
      access.done("CreatePolicyVersion", next);
    }
    assertThat(access.ram(access.root(), "CreatePolicyVersion", next).outcome())
        .isEqualTo("409 LimitExceeded.Policy.Version");
    Answer sixth =
        access.done(
            "CreatePolicyVersion",
            "PolicyName",
            "mine",
            "PolicyDocument",
            AccessWorld.document(READ),
            "RotateStrategy",
            "DeleteOldestNonDefaultVersionWhenLimitExceeded");
    assertThat(sixth.text("/PolicyVersion/VersionId")).isEqualTo("v6");
    assertThat(
            access
                .done("ListPolicyVersions", "PolicyName", "mine", "PolicyType", "Custom")
                .body()
                .findValuesAsString("VersionId"))
        .containsExactly("v1", "v3", "v4", "v5", "v6");
  }

  @Test
  void aPolicyIsAttachedAndDetachedAndThenDeleted() {
    access.user("alice");
    access.allow("alice", "mine", READ);
    String[] pair = {"UserName", "alice", "PolicyType", "Custom", "PolicyName", "mine"};
    assertThat(access.ram(access.root(), "AttachPolicyToUser", pair).outcome())
        .isEqualTo("409 EntityAlreadyExists.User.Policy");
    Answer attached = access.done("ListPoliciesForUser", "UserName", "alice");
    assertThat(attached.body().at("/Policies/Policy/0").propertyNames())
        .containsExactly("PolicyName", "PolicyType", "Description", "DefaultVersion", "AttachDate");
    assertThat(
            access
                .done("ListEntitiesForPolicy", "PolicyType", "Custom", "PolicyName", "mine")
                .text("/Users/User/0/UserName"))
        .isEqualTo("alice");
    assertThat(access.ram(access.root(), "DeletePolicy", "PolicyName", "mine").outcome())
        .isEqualTo("409 DeleteConflict.Policy.User");
    access.done("DetachPolicyFromUser", pair);
    assertThat(access.ram(access.root(), "DetachPolicyFromUser", pair).outcome())
        .isEqualTo("404 EntityNotExist.User.Policy");
    access.done("DeletePolicy", "PolicyName", "mine");
    assertThat(access.ram(access.root(), "AttachPolicyToUser", pair).outcome())
        .isEqualTo("404 EntityNotExist.Policy");
  }

  @Test
  void policiesThatAreAlwaysThereAreListedFirstAndStay() {
    access.policy("Aaa", READ);
    Answer all = access.done("ListPolicies");
    List<String> names = all.body().findValuesAsString("PolicyName");
    assertThat(names)
        .contains(
            "AdministratorAccess",
            "ReadOnlyAccess",
            "AliyunECSFullAccess",
            "AliyunECSReadOnlyAccess",
            "AliyunRAMFullAccess",
            "AliyunRAMReadOnlyAccess",
            "AliyunKMSFullAccess",
            "AliyunSTSAssumeRoleAccess");
    assertThat(names.getLast()).isEqualTo("Aaa");
    assertThat(access.done("ListPolicies", "PolicyType", "Custom").body().at("/Policies/Policy"))
        .hasSize(1);
    List<String> parts = new ArrayList<>();
    Answer part = access.done("ListPolicies", "MaxItems", "3");
    while (part.body().path("IsTruncated").asBoolean()) {
      parts.addAll(part.body().findValuesAsString("PolicyName"));
      part = access.done("ListPolicies", "MaxItems", "3", "Marker", part.text("/Marker"));
    }
    parts.addAll(part.body().findValuesAsString("PolicyName"));
    assertThat(parts).isEqualTo(names);
    assertThat(access.ram(access.root(), "DeletePolicy", "PolicyName", "ReadOnlyAccess").outcome())
        .isEqualTo("404 EntityNotExist.Policy");
  }

  @Test
  void aRoleIsMadeShownChangedAndDeleted() {
    String[] role = {"RoleName", "Reader", "AssumeRolePolicyDocument", TRUST};
    Answer made = access.done("CreateRole", role);
    assertThat(made.text("/Role/Arn")).isEqualTo("acs:ram::1000000000000001:role/Reader");
    assertThat(made.body().at("/Role/MaxSessionDuration").asInt()).isEqualTo(3600);
    assertThat(access.ram(access.root(), "CreateRole", role).outcome())
        .isEqualTo("409 EntityAlreadyExists.Role");
    access.done(
        "UpdateRole", "RoleName", "Reader", "NewMaxSessionDuration", "7200", "NewDescription", "x");
    Answer shown = access.done("GetRole", "RoleName", "reader");
    assertThat(shown.body().at("/Role/MaxSessionDuration").asInt()).isEqualTo(7200);
    assertThat(shown.text("/Role/AssumeRolePolicyDocument")).isEqualTo(TRUST);
    assertThat(access.done("ListRoles").text("/Roles/Role/0/RoleName")).isEqualTo("Reader");
    access.done("DeleteRole", "RoleName", "Reader");
    assertThat(access.ram(access.root(), "GetRole", "RoleName", "Reader").outcome())
        .isEqualTo("404 EntityNotExist.Role");
  }

  @ParameterizedTest
  @CsvSource({
    "CreateUser, UserName, 'a b', 400 InvalidParameter.UserName.InvalidChars",
    "CreateUser, Comments, x, 400 MissingParameter",
    "CreateGroup, GroupName, 'a/b', 400 InvalidParameter.GroupName.InvalidChars",
    "CreatePolicy, PolicyName, a.b, 400 InvalidParameter.PolicyName.InvalidChars",
    "CreatePolicy, PolicyName, a, 400 MissingParameter",
    "CreateRole, RoleName, 'a b', 400 InvalidParameter.RoleName.InvalidChars",
    "GetPolicy, PolicyType, Mine, 400 InvalidParameter.PolicyType",
    "ListUsers, MaxItems, 0, 400 InvalidParameter.MaxItems",
    "ListUsers, MaxItems, 1001, 400 InvalidParameter.MaxItems",
    "ListUsers, Marker, '!', 400 InvalidParameter.Marker",
    "DeleteUser, UserName, nobody, 404 EntityNotExist.User",
    "DeleteGroup, GroupName, nobody, 404 EntityNotExist.Group",
    "DeleteRole, RoleName, nobody, 404 EntityNotExist.Role",
    "DeletePolicy, PolicyName, nothing, 404 EntityNotExist.Policy",
    "ListPoliciesForRole, RoleName, nobody, 404 EntityNotExist.Role"
  })
  void refuses(String action, String name, String value, String outcome) {
    assertThat(access.ram(access.root(), action, name, value).outcome()).isEqualTo(outcome);
  }

  @Test
  void longTextsAreRefused() {
    AccessKey root = access.root();
    assertThat(access.ram(root, "CreateUser", "UserName", "u".repeat(65)).outcome())
        .isEqualTo("400 InvalidParameter.UserName.Length");
    assertThat(
            access.ram(root, "CreateUser", "UserName", "u", "Comments", "c".repeat(129)).outcome())
        .isEqualTo("400 InvalidParameter.Comments.Length");
    String blanks = " ".repeat(6144) + AccessWorld.document(READ);
    assertThat(
            access.ram(root, "CreatePolicy", "PolicyName", "p", "PolicyDocument", blanks).outcome())
        .isEqualTo("400 InvalidParameter.PolicyDocument.Length");
    assertThat(
            access.ram(root, "CreatePolicy", "PolicyName", "p", "PolicyDocument", "{}").outcome())
        .isEqualTo("400 MalformedPolicyDocument");
    String[] role = {"RoleName", "r", "AssumeRolePolicyDocument", AccessWorld.document(READ)};
    assertThat(access.ram(root, "CreateRole", role).outcome())
        .isEqualTo("400 MalformedPolicyDocument");
  }

  @Test
  void anAccountSeesItsOwnOnly() {
    access.user("alice");
    access.policy("mine", READ);
    access.done("CreateGroup", "GroupName", "readers");
    access.done("CreateRole", "RoleName", "Reader", "AssumeRolePolicyDocument", TRUST);
    AccessKey other = access.otherAccount();
    assertThat(access.ram(other, "ListUsers").body().at("/Users/User")).isEmpty();
    assertThat(access.ram(other, "ListGroups").body().at("/Groups/Group")).isEmpty();
    assertThat(access.ram(other, "ListRoles").body().at("/Roles/Role")).isEmpty();
    assertThat(
            access.ram(other, "ListPolicies", "PolicyType", "Custom").body().at("/Policies/Policy"))
        .isEmpty();
    assertThat(access.ram(other, "GetUser", "UserName", "alice").outcome())
        .isEqualTo("404 EntityNotExist.User");
    assertThat(access.ram(other, "DeleteGroup", "GroupName", "readers").outcome())
        .isEqualTo("404 EntityNotExist.Group");
    assertThat(
            access.ram(other, "GetPolicy", "PolicyType", "Custom", "PolicyName", "mine").outcome())
        .isEqualTo("404 EntityNotExist.Policy");
    assertThat(access.ram(other, "CreateUser", "UserName", "alice").outcome()).isEqualTo("200");
  }
}
