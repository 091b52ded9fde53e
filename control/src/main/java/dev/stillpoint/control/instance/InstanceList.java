package dev.stillpoint.control.instance;

import dev.stillpoint.catalog.InstanceFilter;
import dev.stillpoint.catalog.InstanceRow;
import dev.stillpoint.catalog.InstanceStatus;
import dev.stillpoint.catalog.Position;
import dev.stillpoint.catalog.Slice;
import dev.stillpoint.catalog.Tables;
import dev.stillpoint.catalog.TagRow;
import dev.stillpoint.control.disk.Locks;
import dev.stillpoint.control.fault.DiskError;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.fault.SharedError;
import dev.stillpoint.control.fault.SnapshotError;
import dev.stillpoint.control.foundation.Foundation;
import dev.stillpoint.control.request.Caller;
import dev.stillpoint.control.request.Listing;
import dev.stillpoint.control.request.Resource;
import dev.stillpoint.control.request.Tag;
import dev.stillpoint.control.rule.Pages;
import dev.stillpoint.control.rule.Statuses;
import dev.stillpoint.control.rule.TagRules;
import dev.stillpoint.control.rule.TextRule;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** DescribeInstances. */
final class InstanceList {
  private static final int IDS_MAX = 100;
  private static final int RESULTS_MIN = 10;
  private static final int RESULTS_MAX = 100;

  private final Foundation foundation;

  InstanceList(Foundation foundation) {
    this.foundation = foundation;
  }

  Listing<InstanceView> describe(Caller caller, DescribeInstances request) throws Refusal {
    InstanceFilter filter = filter(caller, request);
    Pages pages = Pages.of(request.paging(), RESULTS_MIN, RESULTS_MAX);
    foundation
        .admission()
        .admit(
            caller,
            "DescribeInstances",
            request.regionId(),
            Resource.namedOrEvery("instance", request.instanceIds()));
    if (Boolean.TRUE.equals(request.dryRun())) {
      throw new Refusal(SharedError.DRY_RUN_OPERATION);
    }
    return foundation
        .catalog()
        .read(tables -> {
          Slice<InstanceRow> slice = tables.instances().list(filter, pages.part());
          return pages.listing(
              slice,
              views(tables, slice.rows()),
              row -> new Position(row.createdAt(), row.instanceId()));
        });
  }

  private InstanceFilter filter(Caller caller, DescribeInstances request) throws Refusal {
    TextRule.require(request.regionId(), "RegionId");
    if (request.instanceIds() != null && request.instanceIds().size() > IDS_MAX) {
      throw new Refusal(SharedError.INVALID_PARAMETER, "InstanceIds");
    }
    boolean none = given(request.vpcId()) != null || "PrePaid".equals(request.instanceChargeType());
    return new InstanceFilter(
        caller.accountId(),
        none ? List.of() : request.instanceIds(),
        status(request.status()),
        given(request.zoneId()),
        given(request.instanceName()),
        given(request.instanceType()),
        given(request.imageId()),
        given(request.vSwitchId()),
        given(request.securityGroupId()),
        given(request.keyPairName()),
        lockReason(request.lockReason()),
        given(request.resourceGroupId()),
        TagRules.filter(request.tags(), foundation.limits().tagsMax()));
  }

  private static String given(String text) {
    return TextRule.absent(text) ? null : text;
  }

  private static InstanceStatus status(String text) throws Refusal {
    if (TextRule.absent(text)) {
      return null;
    }
    return Statuses.instance(text)
        .orElseThrow(() -> new Refusal(SnapshotError.INVALID_STATUS_NOT_FOUND, text));
  }

  private static String lockReason(String text) throws Refusal {
    if (TextRule.absent(text)) {
      return null;
    }
    if (!text.equals(Locks.SECURITY) && !text.equals(Locks.FINANCIAL)) {
      throw new Refusal(DiskError.INVALID_LOCK_REASON_NOT_FOUND, text);
    }
    return text;
  }

  private static List<InstanceView> views(Tables tables, List<InstanceRow> rows) {
    Map<String, List<TagRow>> tags =
        tables.tags().of(rows.stream().map(InstanceRow::instanceId).toList());
    return rows.stream()
        .map(row -> view(row, tags.getOrDefault(row.instanceId(), List.of())))
        .toList();
  }

  private static InstanceView view(InstanceRow row, List<TagRow> tags) {
    String groups = row.securityGroupIds();
    return new InstanceView(
        row.instanceId(),
        row.name(),
        row.hostName(),
        row.description(),
        Statuses.wire(row.status()),
        row.regionId(),
        row.zoneId(),
        row.imageId(),
        row.instanceType(),
        row.resourceGroupId(),
        row.vSwitchId(),
        groups.isEmpty() ? List.of() : List.of(groups.split(",", -1)),
        row.keyPairName(),
        row.deletionProtection(),
        row.stoppedMode(),
        Instant.ofEpochMilli(row.createdAt()),
        row.startedAt() == null ? null : Instant.ofEpochMilli(row.startedAt()),
        Locks.of(row.lockReasons()),
        tags.stream().map(tag -> new Tag(tag.key(), tag.value())).toList());
  }
}
