package dev.stillpoint.api.ecs.tag;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stillpoint.api.world.ApiWorld;
import dev.stillpoint.api.world.InAnApiWorld;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tags on every kind of thing, through the API. */
class TagResourcesTest extends InAnApiWorld {
  private String tag(String type, String id, String... keysAndValues) {
    List<String> pairs = new ArrayList<>(List.of("ResourceType", type, "ResourceId.1", id));
    for (int i = 0; i < keysAndValues.length; i += 2) {
      pairs.addAll(List.of("Tag." + (i / 2 + 1) + ".Key", keysAndValues[i]));
      pairs.addAll(List.of("Tag." + (i / 2 + 1) + ".Value", keysAndValues[i + 1]));
    }
    return api.call("TagResources", pairs.toArray(String[]::new)).outcome();
  }

  private List<String> keys(String type, String... pairs) {
    List<String> all = new ArrayList<>(List.of("ResourceType", type));
    all.addAll(List.of(pairs));
    return shaped("ListTagResources", all.toArray(String[]::new))
        .body()
        .findValuesAsString("TagKey");
  }

  @Test
  void everyKindOfThingIsTaggedAndUntaggedWhateverTheCaseOfItsType() {
    String instance = api.instance();
    String disk = api.diskOf(instance);
    String group = api.call("CreateSnapshotGroup", "InstanceId", instance).text("/SnapshotGroupId");
    String snapshot = api.call("CreateSnapshot", "DiskId", disk).text("/SnapshotId");
    String[][] things = {
      {"instance", instance}, {"DISK", disk}, {"Snapshot", snapshot}, {"snapshotgroup", group}
    };
    for (String[] thing : things) {
      assertThat(tag(thing[0], thing[1], "team", "a", "stage", "test")).isEqualTo("200");
      assertThat(keys(thing[0], "ResourceId.1", thing[1])).contains("team", "stage");
      shaped(
          "UntagResources",
          "ResourceType",
          thing[0],
          "ResourceId.1",
          thing[1],
          "TagKey.1",
          "team",
          "TagKey.2",
          "absent");
      assertThat(keys(thing[0], "ResourceId.1", thing[1])).contains("stage").doesNotContain("team");
    }
    assertThat(
            api.call("DescribeDisks", "Tag.1.Key", "stage", "Tag.1.Value", "test")
                .text("/Disks/Disk/0/DiskId"))
        .as("what a filter of another action sees")
        .isEqualTo(disk);
  }

  @Test
  void anExistingKeyGetsItsNewValueAndCountsOnce() {
    String disk = api.disk();
    tag("disk", disk, "k", "old");
    assertThat(tag("disk", disk, "k", "new")).isEqualTo("200");
    ApiWorld.Answer listed =
        api.call("ListTagResources", "ResourceType", "disk", "ResourceId.1", disk);
    assertThat(listed.body().findValuesAsString("TagValue")).containsExactly("new");
    assertThat(listed.text("/TagResources/TagResource/0/ResourceType")).isEqualTo("disk");
    assertThat(listed.text("/TagResources/TagResource/0/ResourceId")).isEqualTo(disk);
  }

  @Test
  void aResourceHasAtMostTwentyTags() {
    String disk = api.disk();
    String[] twenty = new String[40];
    for (int i = 0; i < 20; i++) {
      twenty[2 * i] = "key" + i;
      twenty[2 * i + 1] = "v";
    }
    assertThat(tag("disk", disk, twenty)).isEqualTo("200");
    assertThat(tag("disk", disk, "key3", "again")).isEqualTo("200");
    assertThat(tag("disk", disk, "more", "v")).isEqualTo("403 QuotaExceed.Tags");
    String[] tooMany = new String[42];
    java.util.Arrays.fill(tooMany, "x");
    assertThat(tag("disk", disk, tooMany)).isEqualTo("400 NumberExceed.Tags");
  }

  @Test
  void oneMissingResourceKeepsTheOthersAsTheyWere() {
    String disk = api.disk();
    expect(
        "404 InvalidResourceId.NotFound",
        "TagResources",
        "ResourceType",
        "disk",
        "ResourceId.1",
        disk,
        "ResourceId.2",
        "d-none",
        "Tag.1.Key",
        "k");
    assertThat(keys("disk", "ResourceId.1", disk)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "k, v, K, w, 403 TagKey.Duplication",
    "k, v, k, w, 400 Duplicate.TagKey",
    "acs:k, v, other, w, 400 InvalidTagKey.Malformed",
    "aliyunk, v, other, w, 400 InvalidTagKey.Malformed",
    "http://k, v, other, w, 400 InvalidTagKey.Malformed",
    "k, https://v, other, w, 400 InvalidTagValue.Malformed",
  })
  void tagsKeepTheRules(String key, String value, String other, String otherValue, String code) {
    assertThat(tag("disk", api.disk(), key, value, other, otherValue)).isEqualTo(code);
  }

  @Test
  void whatIsMissingIsToldWith404() {
    expect("404 MissingParameter.RegionId", "TagResources", "RegionId", "");
    expect("404 MissingParameter.ResourceType", "TagResources");
    expect("404 MissingParameter.ResourceIds", "TagResources", "ResourceType", "disk");
    String[] noTag = {"ResourceType", "disk", "ResourceId.1", "d-1"};
    expect("404 MissingParameter.Tags", "TagResources", noTag);
    expect("404 MissingParameter.Tags", "UntagResources", noTag);
    expect("404 InvalidResourceType.NotFound", "TagResources", "ResourceType", "teapot");
    expect("403 BothEmpty.TagsAndResources", "ListTagResources", "ResourceType", "disk");
  }

  @Test
  void aPatternThatIsLongerThanAnyTextMatchesNothing() {
    String disk = api.disk();
    assertThat(tag("disk", disk, "team", "a")).isEqualTo("200");
    String letters = "a".repeat(60_000);
    assertThat(keys("disk", "TagFilter.1.TagKey", letters)).isEmpty();
    assertThat(keys("disk", "TagFilter.1.TagKey", "*a".repeat(30_000))).isEmpty();
    assertThat(keys("disk", "TagFilter.1.TagKey", "t" + "*".repeat(60_000) + "m"))
        .containsExactly("team");
    assertThat(api.call("DescribeDisks", "DiskName", "*" + letters).outcome()).isEqualTo("200");
    assertThat(api.call("DescribeInstances", "InstanceName", letters + "*").outcome())
        .isEqualTo("200");
  }

  @Test
  void moreThanFiftyResourcesAreTooMany() {
    List<String> pairs = new ArrayList<>(List.of("ResourceType", "disk", "Tag.1.Key", "k"));
    for (int i = 1; i <= 51; i++) {
      pairs.addAll(List.of("ResourceId." + i, "d-" + i));
    }
    expect("400 NumberExceed.ResourceIds", "TagResources", pairs.toArray(String[]::new));
  }

  @Test
  void allRemovesTheUsersTagsAndKeepsTheServers() {
    String instance = api.instance();
    api.call("CreateSnapshotGroup", "InstanceId", instance, "Tag.1.Key", "mine");
    String snapshot = api.call("DescribeSnapshots").text("/Snapshots/Snapshot/0/SnapshotId");
    expect(
        "200",
        "UntagResources",
        "ResourceType",
        "snapshot",
        "ResourceId.1",
        snapshot,
        "All",
        "true");
    assertThat(keys("snapshot", "ResourceId.1", snapshot)).containsExactly("acs:ecs:createFrom");
    expect(
        "403 NoPermission.Tag",
        "UntagResources",
        "ResourceType",
        "snapshot",
        "ResourceId.1",
        snapshot,
        "TagKey.1",
        "acs:ecs:createFrom");
  }

  @Test
  void resourcesAreFoundByTagsExactOrInPart() {
    String first = api.disk();
    String second = api.disk();
    tag("disk", first, "stage", "production-eu", "team", "blue");
    tag("disk", second, "stage", "production-us");
    assertThat(ids("Tag.1.Key", "stage")).containsOnly(first, second);
    assertThat(ids("Tag.1.Key", "stage", "Tag.1.Value", "production-us")).containsOnly(second);
    assertThat(ids("Tag.1.Key", "stage", "Tag.2.Key", "team")).containsOnly(first);
    assertThat(ids("TagFilter.1.TagKey", "sta*", "TagFilter.1.TagValues.1", "*-eu"))
        .containsOnly(first);
    assertThat(ids("TagFilter.1.TagKey", "tag", "TagFilter.1.TagValues.1", "duction"))
        .containsOnly(first, second);
    assertThat(ids("TagFilter.1.TagKey", "[st]*")).isEmpty();
    expect(
        "403 InvalidTagFilter.Malformed",
        "ListTagResources",
        "ResourceType",
        "disk",
        "TagFilter.1.TagValues.1",
        "v");
  }

  private List<String> ids(String... pairs) {
    List<String> all = new ArrayList<>(List.of("ResourceType", "disk"));
    all.addAll(List.of(pairs));
    return shaped("ListTagResources", all.toArray(String[]::new))
        .body()
        .findValuesAsString("ResourceId");
  }

  @Test
  void aListOfManyTagsIsReadInParts() {
    for (int i = 0; i < 6; i++) {
      String disk = api.disk();
      for (int tag = 0; tag < 18; tag += 2) {
        tag("disk", disk, "all", "v", "k" + tag, "v", "k" + (tag + 1), "v");
      }
    }
    List<String> seen = new ArrayList<>();
    String token = "";
    int pages = 0;
    do {
      ApiWorld.Answer page =
          shaped(
              "ListTagResources", "ResourceType", "disk", "Tag.1.Key", "all", "NextToken", token);
      page.body()
          .at("/TagResources/TagResource")
          .forEach(
              row -> seen.add(row.path("ResourceId").asString() + row.path("TagKey").asString()));
      token = page.text("/NextToken");
      pages++;
    } while (!token.isEmpty());
    assertThat(pages).isEqualTo(3);
    assertThat(seen).hasSize(6 * 19).doesNotHaveDuplicates();
    expect(
        "403 Invalid.NextToken",
        "ListTagResources",
        "ResourceType",
        "disk",
        "Tag.1.Key",
        "all",
        "NextToken",
        "§");
  }
}
