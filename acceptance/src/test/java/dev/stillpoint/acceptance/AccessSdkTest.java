package dev.stillpoint.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.aliyun.ecs20140526.models.CreateSnapshotGroupRequest;
import com.aliyun.ecs20140526.models.DescribeSnapshotGroupsRequest;
import com.aliyun.ecs20140526.models.RunInstancesRequest;
import com.aliyun.ram20150501.models.AttachPolicyToRoleRequest;
import com.aliyun.ram20150501.models.AttachPolicyToUserRequest;
import com.aliyun.ram20150501.models.CreateAccessKeyRequest;
import com.aliyun.ram20150501.models.CreatePolicyRequest;
import com.aliyun.ram20150501.models.CreateRoleRequest;
import com.aliyun.ram20150501.models.CreateUserRequest;
import com.aliyun.ram20150501.models.ListPoliciesForUserRequest;
import com.aliyun.sts20150401.models.AssumeRoleRequest;
import com.aliyun.tea.TeaException;
import com.aliyun.teaopenapi.models.Config;
import dev.stillpoint.client.AccessKey;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A team's way through access management with the official SDKs, unchanged: a user, its key, a
 * policy, a group that is refused and then made, and the same with a role.
 */
@Tag("slow")
class AccessSdkTest {
  private static final String REGION = "cn-hangzhou";

  @TempDir Path directory;

  private ServerProcess server;
  private Config root;

  @BeforeEach
  void start() throws Exception {
    server = ServerProcess.start(directory.resolve("pool"));
    AccessKey key = AccessKey.read(server.credentials());
    root = config(key.id(), key.secret());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Config config(String id, String secret) {
    return new Config()
        .setEndpoint(server.endpoint())
        .setProtocol("http")
        .setRegionId(REGION)
        .setAccessKeyId(id)
        .setAccessKeySecret(secret);
  }

  @Test
  void aUserMayMakeGroupsOnceAPolicySaysSo() throws Exception {
    var ram = new com.aliyun.ram20150501.Client(root);
    String instanceId = instance();
    ram.createUser(new CreateUserRequest().setUserName("backup").setDisplayName("Backup"));
    var key =
        ram.createAccessKey(new CreateAccessKeyRequest().setUserName("backup"))
            .getBody()
            .getAccessKey();
    var ecs =
        new com.aliyun.ecs20140526.Client(config(key.getAccessKeyId(), key.getAccessKeySecret()));
    TeaException denied =
        catchThrowableOfType(TeaException.class, () -> ecs.createSnapshotGroup(group(instanceId)));
    assertThat(denied.getCode()).isEqualTo("Forbidden.RAM");
    assertThat(denied.getStatusCode()).isEqualTo(403);
    assertThat(denied.getAccessDeniedDetail())
        .containsEntry("AuthAction", "ecs:CreateSnapshotGroup")
        .containsEntry("NoPermissionType", "ImplicitDeny")
        .containsEntry("AuthPrincipalType", "SubUser");

    ram.createPolicy(
        new CreatePolicyRequest()
            .setPolicyName("make-groups")
            .setPolicyDocument(
                """
                {"Version": "1", "Statement": [{
                  "Effect": "Allow",
                  "Action": ["ecs:CreateSnapshotGroup", "ecs:DescribeSnapshotGroups"],
                  "Resource": ["acs:ecs:*:*:instance/*", "acs:ecs:*:*:disk/*",
                    "acs:ecs:*:*:snapshotgroup/*"],
                  "Condition": {"IpAddress": {"acs:SourceIp": "127.0.0.1"}}}]}
                """));
    ram.attachPolicyToUser(
        new AttachPolicyToUserRequest()
            .setUserName("backup")
            .setPolicyType("Custom")
            .setPolicyName("make-groups"));
    assertThat(
            ram.listPoliciesForUser(new ListPoliciesForUserRequest().setUserName("backup"))
                .getBody()
                .getPolicies()
                .getPolicy())
        .extracting(policy -> policy.policyName)
        .containsExactly("make-groups");
    String groupId = ecs.createSnapshotGroup(group(instanceId)).getBody().getSnapshotGroupId();
    assertThat(
            ecs.describeSnapshotGroups(new DescribeSnapshotGroupsRequest().setRegionId(REGION))
                .getBody()
                .getSnapshotGroups()
                .getSnapshotGroup())
        .extracting(shown -> shown.snapshotGroupId)
        .containsExactly(groupId);
  }

  @Test
  void aRoleIsTakenOnForAWhile() throws Exception {
    var ram = new com.aliyun.ram20150501.Client(root);
    String instanceId = instance();
    String account =
        new com.aliyun.sts20150401.Client(root).getCallerIdentity().getBody().getAccountId();
    ram.createUser(new CreateUserRequest().setUserName("nightly"));
    ram.attachPolicyToUser(
        new AttachPolicyToUserRequest()
            .setUserName("nightly")
            .setPolicyType("System")
            .setPolicyName("AliyunSTSAssumeRoleAccess"));
    var key =
        ram.createAccessKey(new CreateAccessKeyRequest().setUserName("nightly"))
            .getBody()
            .getAccessKey();
    var role =
        ram.createRole(
                new CreateRoleRequest()
                    .setRoleName("Snapshots")
                    .setAssumeRolePolicyDocument(
                        """
                        {"Version": "1", "Statement": [{
                          "Effect": "Allow",
                          "Action": "sts:AssumeRole",
                          "Principal": {"RAM": ["acs:ram::%s:root"]}}]}
                        """
                            .formatted(account)))
            .getBody()
            .getRole();
    ram.attachPolicyToRole(
        new AttachPolicyToRoleRequest()
            .setRoleName("Snapshots")
            .setPolicyType("System")
            .setPolicyName("AliyunECSFullAccess"));
    var sts =
        new com.aliyun.sts20150401.Client(config(key.getAccessKeyId(), key.getAccessKeySecret()));
    var session =
        sts.assumeRole(
                new AssumeRoleRequest()
                    .setRoleArn(role.getArn())
                    .setRoleSessionName("night")
                    .setDurationSeconds(900L))
            .getBody()
            .getCredentials();
    Config withToken =
        config(session.getAccessKeyId(), session.getAccessKeySecret())
            .setSecurityToken(session.getSecurityToken());
    assertThat(
            new com.aliyun.ecs20140526.Client(withToken)
                .createSnapshotGroup(group(instanceId))
                .getBody()
                .getSnapshotGroupId())
        .startsWith("ssg-");
    assertThat(
            new com.aliyun.sts20150401.Client(withToken)
                .getCallerIdentity()
                .getBody()
                .getIdentityType())
        .isEqualTo("AssumedRoleUser");
    TeaException withoutToken =
        catchThrowableOfType(
            TeaException.class,
            () ->
                new com.aliyun.ecs20140526.Client(
                        config(session.getAccessKeyId(), session.getAccessKeySecret()))
                    .createSnapshotGroup(group(instanceId)));
    assertThat(withoutToken.getCode()).isEqualTo("MissingSecurityToken");
  }

  private String instance() throws Exception {
    RunInstancesRequest request =
        new RunInstancesRequest()
            .setRegionId(REGION)
            .setImageId("any")
            .setInstanceType("ecs.any")
            .setAmount(1);
    return new com.aliyun.ecs20140526.Client(root)
        .runInstances(request)
        .getBody()
        .getInstanceIdSets()
        .getInstanceIdSet()
        .getFirst();
  }

  private static CreateSnapshotGroupRequest group(String instanceId) {
    return new CreateSnapshotGroupRequest().setRegionId(REGION).setInstanceId(instanceId);
  }
}
