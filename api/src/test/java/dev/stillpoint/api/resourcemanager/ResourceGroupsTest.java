package dev.stillpoint.api.resourcemanager;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillpoint.api.world.AnswerShapes;
import dev.stillpoint.api.world.ApiWorld;
import dev.stillpoint.api.world.InAnApiWorld;
import org.junit.jupiter.api.Test;

/** Resource groups from their making to their end, and what is in them. */
class ResourceGroupsTest extends InAnApiWorld {
  private String group(String name) {
    return manage("CreateResourceGroup", "Name", name, "DisplayName", "for " + name)
        .text("/ResourceGroup/Id");
  }

  private ApiWorld.Answer manage(String action, String... pairs) {
    ApiWorld.Answer answer = api.manage(action, pairs);
    AnswerShapes.assertShaped(action, answer);
    return answer;
  }

  private void refused(String outcome, String action, String... pairs) {
    assertThat(api.manage(action, pairs).outcome()).isEqualTo(outcome);
  }

  @Test
  void aGroupIsMadeShownListedRenamedAndDeleted() {
    String id = group("project-1");
    assertThat(id).startsWith("rg-");
    ApiWorld.Answer shown = manage("GetResourceGroup", "ResourceGroupId", id);
    assertThat(shown.text("/ResourceGroup/Status")).isEqualTo("OK");
    assertThat(shown.text("/ResourceGroup/RegionStatuses/RegionStatus/0/RegionId"))
        .isEqualTo("cn-hangzhou");
    assertThat(
            manage("UpdateResourceGroup", "ResourceGroupId", id, "NewDisplayName", "other")
                .text("/ResourceGroup/DisplayName"))
        .isEqualTo("other");
    ApiWorld.Answer listed = manage("ListResourceGroups", "Status", "OK");
    assertThat(listed.body().findValuesAsString("DisplayName"))
        .containsExactly("Default Resource Group", "other");
    assertThat(listed.body().path("TotalCount").asInt()).isEqualTo(2);
    assertThat(manage("ListResourceGroups", "Name", "project").body().findValuesAsString("Id"))
        .containsExactly(id);
    assertThat(manage("DeleteResourceGroup", "ResourceGroupId", id).text("/ResourceGroup/Status"))
        .isEqualTo("PendingDelete");
    refused("404 EntityNotExist.ResourceGroup", "GetResourceGroup", "ResourceGroupId", id);
  }

  @Test
  void namesKeepTheRules() {
    group("taken");
    refused(
        "409 EntityAlreadyExists.ResourceGroup",
        "CreateResourceGroup",
        "Name",
        "taken",
        "DisplayName",
        "d");
    refused("400 MissingParameter.Name", "CreateResourceGroup", "DisplayName", "d");
    refused("400 MissingParameter.DisplayName", "CreateResourceGroup", "Name", "name");
    refused(
        "400 InvalidParameter.Name.Length", "CreateResourceGroup", "Name", "n", "DisplayName", "d");
    refused(
        "400 InvalidParameter.Name.InvalidChars",
        "CreateResourceGroup",
        "Name",
        "1name",
        "DisplayName",
        "d");
    refused(
        "400 InvalidParameter.DisplayName.Length",
        "CreateResourceGroup",
        "Name",
        "name",
        "DisplayName",
        "d".repeat(51));
  }

  @Test
  void anAccountHasAtMostThirtyGroups() {
    for (int i = 1; i < 30; i++) {
      group("group" + i);
    }
    refused(
        "409 LimitExceeded.ResourceGroup",
        "CreateResourceGroup",
        "Name",
        "more",
        "DisplayName",
        "d");
    assertThat(
            manage("ListResourceGroups", "PageSize", "20", "PageNumber", "2")
                .body()
                .findValuesAsString("Id"))
        .hasSize(10);
  }

  @Test
  void whatIsMadeInAGroupIsFoundThereAndKeepsItAlive() {
    String id = group("project");
    String instance =
        api.call("RunInstances", "ImageId", "any", "InstanceType", "ecs.any", "ResourceGroupId", id)
            .text("/InstanceIdSets/InstanceIdSet/0");
    ApiWorld.Answer found = manage("ListResources", "ResourceGroupId", id);
    assertThat(found.body().findValuesAsString("ResourceType")).containsExactly("instance", "disk");
    assertThat(found.text("/Resources/Resource/0/ResourceId")).isEqualTo(instance);
    refused(
        "409 DeleteConflict.ResourceGroup.Resource", "DeleteResourceGroup", "ResourceGroupId", id);
    api.call("DeleteInstance", "InstanceId", instance, "Force", "true");
    manage("DeleteResourceGroup", "ResourceGroupId", id);
  }

  @Test
  void everyKindOfThingMovesToAnotherGroup() {
    String id = group("project");
    String instance = api.instance();
    String disk = api.diskOf(instance);
    String snapshotGroup =
        api.call("CreateSnapshotGroup", "InstanceId", instance).text("/SnapshotGroupId");
    String snapshot = api.call("CreateSnapshot", "DiskId", disk).text("/SnapshotId");
    join("instance", instance, id, "DescribeInstances", "/Instances/Instance/0/InstanceId");
    join("disk", disk, id, "DescribeDisks", "/Disks/Disk/0/DiskId");
    join("snapshot", snapshot, id, "DescribeSnapshots", "/Snapshots/Snapshot/0/SnapshotId");
    join(
        "snapshotgroup",
        snapshotGroup,
        id,
        "DescribeSnapshotGroups",
        "/SnapshotGroups/SnapshotGroup/0/SnapshotGroupId");
    assertThat(
            shaped(
                    "ListTagResources",
                    "ResourceType",
                    "disk",
                    "Tag.1.Key",
                    "acs:rm:rgId",
                    "Tag.1.Value",
                    id)
                .body()
                .findValuesAsString("ResourceId"))
        .containsExactly(disk);
  }

  @Test
  void anAutoSnapshotPolicyIsTaggedAndMovedLikeEverythingElse() {
    String id = group("project");
    String policy =
        api.call(
                "CreateAutoSnapshotPolicy",
                "regionId",
                "cn-hangzhou",
                "timePoints",
                "[\"1\"]",
                "repeatWeekdays",
                "[\"1\"]",
                "retentionDays",
                "-1")
            .text("/AutoSnapshotPolicyId");
    expect(
        "200",
        "TagResources",
        "ResourceType",
        "snapshotpolicy",
        "ResourceId.1",
        policy,
        "Tag.1.Key",
        "k");
    expect(
        "200",
        "JoinResourceGroup",
        "ResourceType",
        "snapshotpolicy",
        "ResourceId",
        policy,
        "ResourceGroupId",
        id);
    assertThat(
            manage("ListResources", "ResourceGroupId", id).text("/Resources/Resource/0/ResourceId"))
        .isEqualTo(policy);
  }

  private void join(String type, String thing, String group, String describe, String pointer) {
    String[] pairs = {"ResourceType", type, "ResourceId", thing, "ResourceGroupId", group};
    shaped("JoinResourceGroup", pairs);
    expect("403 InvalidResourceGroup.Duplicate", "JoinResourceGroup", pairs);
    assertThat(api.call(describe, "ResourceGroupId", group).text(pointer)).isEqualTo(thing);
  }

  @Test
  void whatCannotBeMovedIsTold() {
    String disk = api.disk();
    String id = group("project");
    expect("403 MissingParameter", "JoinResourceGroup", "ResourceType", "disk");
    expect(
        "404 InvalidResourceGroup.NotFound",
        "JoinResourceGroup",
        "ResourceType",
        "disk",
        "ResourceId",
        disk,
        "ResourceGroupId",
        "rg-none");
    expect(
        "404 InvalidResourceId.NotFound",
        "JoinResourceGroup",
        "ResourceType",
        "disk",
        "ResourceId",
        "d-none",
        "ResourceGroupId",
        id);
    expect(
        "404 InvalidResourceType.NotFound",
        "JoinResourceGroup",
        "ResourceType",
        "teapot",
        "ResourceId",
        disk,
        "ResourceGroupId",
        id);
    String byDefault = api.manage("ListResourceGroups").text("/ResourceGroups/ResourceGroup/0/Id");
    refused(
        "409 InvalidOperation.DefaultResourceGroup",
        "DeleteResourceGroup",
        "ResourceGroupId",
        byDefault);
    expect(
        "400 InvalidDefaultResourceGroup.NotSupported",
        "ListTagResources",
        "ResourceType",
        "disk",
        "Tag.1.Key",
        "acs:rm:rgId",
        "Tag.1.Value",
        byDefault);
  }
}
