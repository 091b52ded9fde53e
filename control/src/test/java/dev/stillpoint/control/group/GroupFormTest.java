package dev.stillpoint.control.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.stillpoint.control.fault.ErrorCode;
import dev.stillpoint.control.fault.GroupError;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.fault.SharedError;
import dev.stillpoint.control.request.Tag;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The form of a CreateSnapshotGroup, each rule with its refusal and its permitted neighbour. */
class GroupFormTest extends CreatingGroups {
  @Test
  void theRegionIsRequiredAndKnown() throws Refusal {
    String instance = calls.instance(1);
    refusedWith(
        SharedError.MISSING_PARAMETER,
        call -> {
          call.instance = instance;
          call.region = null;
        });
    refusedWith(
        SharedError.INVALID_REGION_ID_NOT_FOUND,
        call -> {
          call.instance = instance;
          call.region = "cn-beijing";
        });
    assertThat(create(call -> call.instance = instance)).startsWith("ssg-bp1");
  }

  @Test
  void theNameKeepsItsRule() throws Refusal {
    String disk = calls.disksOf(calls.instance(1)).getLast();
    for (String bad :
        List.of(
            "a", "1ab", "-ab", "a b", "a/b", "http://ab", "https://ab", "a" + "b".repeat(128))) {
      refusedWith(
          GroupError.INVALID_PARAMETER_NAME,
          call -> {
            call.disks = List.of(disk);
            call.name = bad;
          });
    }
    refusedWith(
        GroupError.INVALID_SNAPSHOT_NAME_MALFORMED,
        call -> {
          call.disks = List.of(disk);
          call.name = "autobackup";
        });
    for (String good : List.of("ab", "a.b_c-d:1", "备份1", "Auto", "httpd", "a" + "b".repeat(127))) {
      String group =
          create(call -> {
            call.disks = List.of(disk);
            call.name = good;
          });
      assertThat(calls.group(group).name()).isEqualTo(good);
    }
  }

  @Test
  void theDescriptionKeepsItsRule() throws Refusal {
    String disk = calls.disksOf(calls.instance(1)).getLast();
    for (String bad : List.of("a", "http://ab", "https://ab", "x".repeat(257))) {
      refusedWith(
          GroupError.INVALID_PARAMETER_DESCRIPTION,
          call -> {
            call.disks = List.of(disk);
            call.description = bad;
          });
    }
    for (String good : List.of("ab", "see http://ab\nthere", "x".repeat(256))) {
      String group =
          create(call -> {
            call.disks = List.of(disk);
            call.description = good;
          });
      assertThat(calls.group(group).description()).isEqualTo(good);
    }
  }

  @Test
  void instantAccessDaysAreReadOnlyWithInstantAccess() throws Refusal {
    String disk = calls.disksOf(calls.instance(1)).getLast();
    for (int bad : List.of(0, -1, 65_536)) {
      refusedWith(
          GroupError.INVALID_RETENTION_DAYS_MALFORMED,
          call -> {
            call.disks = List.of(disk);
            call.instantAccess = true;
            call.instantAccessDays = bad;
          });
    }
    for (int good : List.of(1, 65_535)) {
      assertThatCode(() ->
              create(call -> {
                call.disks = List.of(disk);
                call.instantAccess = true;
                call.instantAccessDays = good;
              }))
          .doesNotThrowAnyException();
    }
    assertThatCode(() ->
            create(call -> {
              call.disks = List.of(disk);
              call.instantAccessDays = 0;
            }))
        .doesNotThrowAnyException();
  }

  @Test
  void tagsKeepTheirRules() throws Refusal {
    String disk = calls.disksOf(calls.instance(1)).getLast();
    for (String bad :
        List.of("", "acs:x", "ACS:x", "aliyun", "a http://b", "https://", "k".repeat(129))) {
      tagged(SharedError.INVALID_TAG_KEY_MALFORMED, disk, List.of(new Tag(bad, "v")));
    }
    tagged(SharedError.INVALID_TAG_KEY_MALFORMED, disk, List.of(new Tag(null, "v")));
    for (String bad : List.of("acs:x", "a http://b", "https://", "v".repeat(129))) {
      tagged(SharedError.INVALID_TAG_VALUE_MALFORMED, disk, List.of(new Tag("k", bad)));
    }
    tagged(SharedError.DUPLICATE_TAG_KEY, disk, List.of(new Tag("k", "1"), new Tag("k", "2")));
    List<Tag> many = IntStream.range(0, 21).mapToObj(i -> new Tag("k" + i, "v" + i)).toList();
    tagged(SharedError.QUOTA_EXCEED_TAGS, disk, many);
    String group =
        create(call -> {
          call.disks = List.of(disk);
          call.tags = many.subList(0, 20);
        });
    assertThat(calls.group(group).tags()).hasSize(20);
    String odd =
        create(call -> {
          call.disks = List.of(disk);
          call.tags =
              List.of(
                  new Tag("k".repeat(128), "v".repeat(128)), new Tag("K", null), new Tag("k", ""));
        });
    assertThat(calls.group(odd).tags()).hasSize(3).contains(new Tag("K", ""));
  }

  private void tagged(ErrorCode code, String disk, List<Tag> tags) {
    refusedWith(
        code,
        call -> {
          call.disks = List.of(disk);
          call.tags = tags;
        });
  }

  @Test
  void aStorageLocationIsMalformedOrForeign() throws Refusal {
    String disk = calls.disksOf(calls.instance(1)).getLast();
    refusedWith(
        GroupError.INVALID_STORAGE_LOCATION_ARN_MALFORMED,
        call -> {
          call.disks = List.of(disk);
          call.arn = "somewhere";
        });
    refusedWith(
        GroupError.INVALID_PARAMETER_UNAUTHORIZED_STORAGE_LOCATION_ARN,
        call -> {
          call.disks = List.of(disk);
          call.arn = "acs:ecs:cn-hangzhou:1000000000000001:cloudbox/cb-1";
        });
    assertThat(
            create(call -> {
              call.disks = List.of(disk);
              call.arn = "";
            }))
        .isNotEmpty();
  }

  @Test
  void theResourceGroupMustExist() throws Refusal {
    String disk = calls.disksOf(calls.instance(1)).getLast();
    refusedWith(
        SharedError.INVALID_RESOURCE_GROUP_NOT_FOUND,
        call -> {
          call.disks = List.of(disk);
          call.resourceGroup = "rg-nobody";
        });
    String byDefault = calls.group(calls.groupOf(disk)).resourceGroupId();
    assertThat(byDefault).startsWith("rg-default");
    assertThat(
            create(call -> {
              call.disks = List.of(disk);
              call.resourceGroup = byDefault;
            }))
        .isNotEmpty();
  }

  @Test
  void theTokenIsAsciiOfAtMostSixtyFour() throws Refusal {
    String disk = calls.disksOf(calls.instance(1)).getLast();
    for (String bad : List.of("t".repeat(65), "tökén", "a\tb")) {
      refusedWith(
          SharedError.INVALID_CLIENT_TOKEN_MALFORMED,
          call -> {
            call.disks = List.of(disk);
            call.token = bad;
          });
    }
    assertThat(
            create(call -> {
              call.disks = List.of(disk);
              call.token = "t".repeat(64);
            }))
        .isNotEmpty();
  }
}
