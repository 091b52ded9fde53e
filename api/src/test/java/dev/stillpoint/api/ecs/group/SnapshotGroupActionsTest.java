package dev.stillpoint.api.ecs.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillpoint.api.world.ApiWorld.Answer;
import dev.stillpoint.api.world.InAnApiWorld;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What clients list, change and delete of groups, and what they are refused. */
class SnapshotGroupActionsTest extends InAnApiWorld {
  private String groupOf(String disk, String... more) {
    List<String> pairs = new ArrayList<>(List.of("DiskId.1", disk));
    pairs.addAll(List.of(more));
    return shaped("CreateSnapshotGroup", pairs.toArray(String[]::new)).text("/SnapshotGroupId");
  }

  private List<String> listed(String... filters) {
    Answer answer = shaped("DescribeSnapshotGroups", filters);
    JsonNode groups = answer.body().at("/SnapshotGroups/SnapshotGroup");
    assertThat(groups.isArray()).isTrue();
    return groups.findValuesAsString("SnapshotGroupId");
  }

  private Answer only(String group) {
    return shaped("DescribeSnapshotGroups", "SnapshotGroupId.1", group);
  }

  @Test
  void everyFilterFindsItsGroupAndTheyCombine() {
    String instance = api.instance();
    String disk = api.diskOf(instance);
    String manager =
        api.manage("CreateResourceGroup", "Name", "team", "DisplayName", "team")
            .text("/ResourceGroup/Id");
    String named = groupOf(disk, "Name", "nightly", "Tag.1.Key", "env", "Tag.1.Value", "prod");
    String placed = groupOf(disk, "ResourceGroupId", manager);
    String other = groupOf(api.diskOf(api.instance()), "Tag.1.Key", "env", "Tag.1.Value", "test");
    assertThat(listed()).containsExactlyInAnyOrder(named, placed, other);
    assertThat(listed("SnapshotGroupId.1", named, "SnapshotGroupId.2", other))
        .containsExactlyInAnyOrder(named, other);
    assertThat(listed("SnapshotGroupId.1", "ssg-none")).isEmpty();
    assertThat(listed("InstanceId", instance)).containsExactlyInAnyOrder(named, placed);
    assertThat(listed("InstanceId", "i-gone")).isEmpty();
    assertThat(listed("Name", "nightly")).containsExactly(named);
    assertThat(listed("Name", "night")).as("a name is matched whole").isEmpty();
    assertThat(listed("ResourceGroupId", manager)).containsExactly(placed);
    assertThat(listed("Tag.1.Key", "env")).containsExactlyInAnyOrder(named, other);
    assertThat(listed("Tag.1.Key", "env", "Tag.1.Value", "prod")).containsExactly(named);
    assertThat(listed("Tag.1.Key", "env", "InstanceId", instance)).containsExactly(named);
    assertThat(listed("Status.1", "accomplished", "Status.2", "failed")).hasSize(3);
    assertThat(listed("Status.1", "progressing", "Status.2", "failed")).isEmpty();
    assertThat(
            listed(
                "AdditionalAttributes.1",
                "SNAPSHOT_GROUP_PROGRESS_STATUS",
                "SnapshotGroupId.1",
                named))
        .containsExactly(named);
  }

  @Test
  void aGroupIsProgressingUntilItsUploadIsDone() {
    api.world().upload((items, progress) -> {});
    String group = groupOf(api.diskOf(api.instance()));
    assertThat(listed("Status.1", "progressing")).containsExactly(group);
    assertThat(listed("Status.1", "accomplished")).isEmpty();
    assertThat(only(group).text("/SnapshotGroups/SnapshotGroup/0/Snapshots/Snapshot/0/Progress"))
        .isEqualTo("0%");
    shaped("DeleteSnapshotGroup", "SnapshotGroupId", group);
    assertThat(listed()).isEmpty();
  }

  @Test
  void pagesNeitherRepeatNorHideAGroupWhenOthersComeAndGo() {
    String disk = api.diskOf(api.instance());
    List<String> made = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      made.add(groupOf(disk));
      api.world().pass(Duration.ofSeconds(1));
    }
    Answer first = shaped("DescribeSnapshotGroups", "MaxResults", "2");
    List<String> seen =
        new ArrayList<>(first.body().path("SnapshotGroups").findValuesAsString("SnapshotGroupId"));
    expect("200", "DeleteSnapshotGroup", "SnapshotGroupId", made.get(0));
    expect("200", "DeleteSnapshotGroup", "SnapshotGroupId", made.get(1));
    expect("200", "DeleteSnapshotGroup", "SnapshotGroupId", made.get(3));
    made.add(groupOf(disk));
    String next = first.text("/NextToken");
    while (!next.isEmpty()) {
      Answer page = shaped("DescribeSnapshotGroups", "MaxResults", "2", "NextToken", next);
      seen.addAll(page.body().path("SnapshotGroups").findValuesAsString("SnapshotGroupId"));
      next = page.text("/NextToken");
    }
    made.remove(3);
    assertThat(seen).containsExactlyElementsOf(made);
  }

  @Test
  void figuresOfAPageAreBroughtIntoTheirRange() {
    String disk = api.diskOf(api.instance());
    for (int i = 0; i < 11; i++) {
      groupOf(disk);
    }
    assertThat(listed()).hasSize(10);
    assertThat(listed("MaxResults", "0")).hasSize(1);
    assertThat(listed("MaxResults", "101")).hasSize(11);
  }

  @Test
  void refusalsOfTheList() {
    String list = "DescribeSnapshotGroups";
    String group = groupOf(api.diskOf(api.instance()));
    expect("400 Duplicate.TagKey", list, "Tag.1.Key", "k", "Tag.2.Key", "k");
    expect("403 InvalidStatus.ValueNotSupported", list, "Status.1", "done");
    expect("404 InvalidRegionId.NotFound", list, "RegionId", "mars");
    expect("400 MissingParameter", list, "RegionId", "");
    String one = "403 InvalidSnapshotGroupId.MustBeOne";
    String attribute = "SNAPSHOT_GROUP_PROGRESS_STATUS";
    expect(one, list, "AdditionalAttributes.1", attribute);
    expect(
        one,
        list,
        "AdditionalAttributes.1",
        attribute,
        "SnapshotGroupId.1",
        group,
        "SnapshotGroupId.2",
        "ssg-other");
    String[] many = new String[22];
    for (int i = 0; i < 11; i++) {
      many[2 * i] = "SnapshotGroupId." + (i + 1);
      many[2 * i + 1] = "ssg-" + i;
    }
    expect("400 InvalidParameter", list, many);
    many[20] = "Name";
    assertThat(listed(many)).isEmpty();
    expect("403 Invalid.NextToken", list, "NextToken", "nonsense");
  }

  @Test
  void whatIsAbsentStaysAndWhatIsEmptyIsCleared() {
    String group = groupOf(api.diskOf(api.instance()), "Name", "one", "Description", "first");
    String at = "/SnapshotGroups/SnapshotGroup/0/";
    shaped("ModifySnapshotGroup", "SnapshotGroupId", group);
    assertThat(only(group).text(at + "Name")).isEqualTo("one");
    assertThat(only(group).text(at + "Description")).isEqualTo("first");
    shaped("ModifySnapshotGroup", "SnapshotGroupId", group, "Name", "two");
    assertThat(only(group).text(at + "Name")).isEqualTo("two");
    assertThat(only(group).text(at + "Description")).isEqualTo("first");
    shaped("ModifySnapshotGroup", "SnapshotGroupId", group, "Description", "");
    assertThat(only(group).text(at + "Name")).isEqualTo("two");
    assertThat(only(group).text(at + "Description")).isEmpty();
    shaped("ModifySnapshotGroup", "SnapshotGroupId", group, "Name", "");
    assertThat(only(group).text(at + "Name")).isEmpty();
  }

  @Test
  void refusalsOfChanges() {
    String modify = "ModifySnapshotGroup";
    String group = groupOf(api.diskOf(api.instance()), "Name", "one");
    expect("400 InvalidParameter.Name", modify, "SnapshotGroupId", group, "Name", "1");
    expect(
        "400 InvalidParameter.Description",
        modify,
        "SnapshotGroupId",
        group,
        "Description",
        "http://x");
    expect("404 InvalidRegionId.NotFound", modify, "SnapshotGroupId", group, "RegionId", "mars");
    expect("404 InvalidSnapshotGroup.NotFound", modify, "SnapshotGroupId", "ssg-none");
    expect("400 MissingParameter", modify);
    assertThat(only(group).text("/SnapshotGroups/SnapshotGroup/0/Name")).isEqualTo("one");
  }

  @Test
  void refusalsOfDeletion() {
    String delete = "DeleteSnapshotGroup";
    String group = groupOf(api.diskOf(api.instance()));
    expect("404 InvalidRegionId.NotFound", delete, "SnapshotGroupId", group, "RegionId", "mars");
    expect("404 InvalidSnapshotGroup.NotFound", delete, "SnapshotGroupId", "ssg-none");
    expect("400 MissingParameter", delete);
    Answer deleted = shaped(delete, "SnapshotGroupId", group);
    String outcome = "/OperationProgressSet/OperationProgress/0/";
    assertThat(deleted.text(outcome + "OperationStatus")).isEqualTo("Success");
    assertThat(deleted.text(outcome + "ErrorCode")).isEmpty();
    assertThat(deleted.text(outcome + "RelatedItemSet/RelatedItem/0/Name")).isEqualTo("SnapshotId");
    expect("404 InvalidSnapshotGroup.NotFound", delete, "SnapshotGroupId", group);
  }
}
