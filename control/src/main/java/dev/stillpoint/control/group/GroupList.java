package dev.stillpoint.control.group;

import dev.stillpoint.catalog.GroupFilter;
import dev.stillpoint.catalog.GroupRow;
import dev.stillpoint.catalog.Position;
import dev.stillpoint.catalog.Slice;
import dev.stillpoint.catalog.SnapshotRow;
import dev.stillpoint.catalog.SnapshotState;
import dev.stillpoint.catalog.Tables;
import dev.stillpoint.catalog.TagRow;
import dev.stillpoint.control.fault.GroupError;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.fault.SharedError;
import dev.stillpoint.control.foundation.Foundation;
import dev.stillpoint.control.request.Caller;
import dev.stillpoint.control.request.Listing;
import dev.stillpoint.control.request.Paging;
import dev.stillpoint.control.request.Resource;
import dev.stillpoint.control.request.Tag;
import dev.stillpoint.control.rule.Pages;
import dev.stillpoint.control.rule.Statuses;
import dev.stillpoint.control.rule.TagRules;
import dev.stillpoint.control.rule.TextRule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** DescribeSnapshotGroups. */
final class GroupList {
  private static final int RESULTS_DEFAULT = 10;
  private static final int RESULTS_MAX = 100;
  private static final int IDS_MAX = 10;
  private static final String PROGRESS_STATUS = "SNAPSHOT_GROUP_PROGRESS_STATUS";

  private final Foundation foundation;

  GroupList(Foundation foundation) {
    this.foundation = foundation;
  }

  Listing<GroupView> describe(Caller caller, DescribeSnapshotGroups request) throws Refusal {
    GroupFilter filter = filter(caller, request);
    int most = request.maxResults() == null ? RESULTS_DEFAULT : request.maxResults();
    Paging paging = new Paging(null, null, most, request.nextToken());
    Pages pages = Pages.of(paging, 1, RESULTS_MAX);
    foundation
        .admission()
        .admit(
            caller,
            "DescribeSnapshotGroups",
            request.regionId(),
            Resource.namedOrEvery("snapshotgroup", request.snapshotGroupIds()));
    return foundation
        .catalog()
        .read(tables -> {
          Slice<GroupRow> slice = tables.groups().list(filter, pages.part());
          return pages.listing(
              slice,
              views(tables, slice.rows()),
              row -> new Position(row.createdAt(), row.groupId()));
        });
  }

  private GroupFilter filter(Caller caller, DescribeSnapshotGroups request) throws Refusal {
    TextRule.require(request.regionId(), "RegionId");
    List<String> ids = request.snapshotGroupIds();
    if (ids.size() > IDS_MAX) {
      throw new Refusal(SharedError.INVALID_PARAMETER, "SnapshotGroupId.N");
    }
    if (request.additionalAttributes().contains(PROGRESS_STATUS) && ids.size() != 1) {
      throw new Refusal(GroupError.INVALID_SNAPSHOT_GROUP_ID_MUST_BE_ONE);
    }
    return new GroupFilter(
        caller.accountId(),
        ids.isEmpty() ? null : ids,
        given(request.instanceId()),
        given(request.name()),
        given(request.resourceGroupId()),
        states(request.statuses()),
        TagRules.filter(request.tags(), foundation.limits().tagsMax()));
  }

  private static String given(String text) {
    return TextRule.absent(text) ? null : text;
  }

  private static List<SnapshotState> states(List<String> statuses) throws Refusal {
    if (statuses.isEmpty()) {
      return null;
    }
    List<SnapshotState> states = new ArrayList<>();
    for (String status : statuses) {
      switch (status) {
        case "progressing" ->
            states.addAll(List.of(SnapshotState.INTENDED, SnapshotState.PROGRESSING));
        case "accomplished" -> states.add(SnapshotState.ACCOMPLISHED);
        case "failed" -> states.add(SnapshotState.FAILED);
        default -> throw new Refusal(GroupError.INVALID_STATUS_VALUE_NOT_SUPPORTED, status);
      }
    }
    return states;
  }

  private static List<GroupView> views(Tables tables, List<GroupRow> rows) {
    Map<String, List<SnapshotRow>> members =
        tables.snapshots().ofGroups(rows.stream().map(GroupRow::groupId).toList());
    List<String> tagged = new ArrayList<>(rows.stream().map(GroupRow::groupId).toList());
    members.values().forEach(list -> list.forEach(row -> tagged.add(row.snapshotId())));
    Map<String, List<TagRow>> tags = tables.tags().of(tagged);
    return rows.stream()
        .map(row -> view(row, members.getOrDefault(row.groupId(), List.of()), tags))
        .toList();
  }

  private static GroupView view(
      GroupRow row, List<SnapshotRow> members, Map<String, List<TagRow>> tags) {
    return new GroupView(
        row.groupId(),
        row.name(),
        row.description(),
        row.instanceId(),
        Statuses.wire(row.state()),
        Instant.ofEpochMilli(row.createdAt()),
        row.resourceGroupId(),
        row.automatic(),
        instant(row.expiresAt()),
        instant(row.cutAt()),
        row.cutLsn(),
        tags(tags, row.groupId()),
        members.stream().map(member -> member(member, tags)).toList());
  }

  private static GroupView.Member member(SnapshotRow row, Map<String, List<TagRow>> tags) {
    return new GroupView.Member(
        row.snapshotId(),
        row.sourceDiskId(),
        Statuses.wire(row.sourceDiskType()),
        row.progress(),
        row.state() == SnapshotState.PROGRESSING || row.state() == SnapshotState.ACCOMPLISHED,
        tags(tags, row.snapshotId()));
  }

  private static List<Tag> tags(Map<String, List<TagRow>> tags, String id) {
    return tags.getOrDefault(id, List.of()).stream()
        .map(tag -> new Tag(tag.key(), tag.value()))
        .toList();
  }

  private static Instant instant(Long millis) {
    return millis == null ? null : Instant.ofEpochMilli(millis);
  }
}
