package dev.stillpoint.control.instance;

import dev.stillpoint.catalog.InstanceFilter;
import dev.stillpoint.catalog.InstanceOptionsRow;
import dev.stillpoint.catalog.InstanceRow;
import dev.stillpoint.catalog.InstanceStatus;
import dev.stillpoint.catalog.Position;
import dev.stillpoint.catalog.Slice;
import dev.stillpoint.catalog.Tables;
import dev.stillpoint.catalog.TagRow;
import dev.stillpoint.control.disk.Locks;
import dev.stillpoint.control.disk.Staleness;
import dev.stillpoint.control.fault.DiskError;
import dev.stillpoint.control.fault.ErrorCode;
import dev.stillpoint.control.fault.InstanceError;
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
import java.util.Set;

/** DescribeInstances. */
final class InstanceList {
  private static final int IDS_MAX = 100;
  private static final int RESULTS_MIN = 10;
  private static final int RESULTS_MAX = 100;
  private static final String POST_PAID = "PostPaid";
  private static final String CLASSIC = "classic";

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
    InstanceTimes times = InstanceTimes.of(request.more().filters());
    return new InstanceFilter(
        caller.accountId(),
        none(request, times) ? List.of() : request.instanceIds(),
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
        given(request.more().instanceTypeFamily()),
        given(request.more().internetChargeType()),
        given(request.more().httpEndpoint()),
        given(request.more().httpTokens()),
        times.createdFrom(),
        times.createdTo(),
        TagRules.filter(request.tags(), foundation.limits().tagsMax()));
  }

  /** True when something is asked for that no instance is or has. */
  private static boolean none(DescribeInstances request, InstanceTimes times) throws Refusal {
    String charge = request.instanceChargeType();
    String network = request.more().instanceNetworkType();
    String internet = request.more().internetChargeType();
    checkOneOf(charge, InstanceError.INVALID_INSTANCE_CHARGE_TYPE_NOT_FOUND, "PrePaid", POST_PAID);
    checkOneOf(network, InstanceError.INVALID_NETWORK_TYPE_NOT_FOUND, CLASSIC, "vpc");
    checkOneOf(
        internet,
        InstanceError.INVALID_INTERNET_CHARGE_TYPE_VALUE_NOT_SUPPORTED,
        "PayByTraffic",
        "PayByBandwidth");
    return given(request.vpcId()) != null
        || "PrePaid".equals(charge)
        || CLASSIC.equals(network)
        || request.more().elsewhere()
        || times.neverExpires();
  }

  private static void checkOneOf(String text, ErrorCode code, String... allowed) throws Refusal {
    if (!TextRule.absent(text) && !List.of(allowed).contains(text)) {
      throw new Refusal(code, text);
    }
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

  /** Rows as they are shown. */
  static List<InstanceView> views(Tables tables, List<InstanceRow> rows) {
    List<String> ids = rows.stream().map(InstanceRow::instanceId).toList();
    Map<String, List<TagRow>> tags = tables.tags().of(ids);
    Map<String, InstanceOptionsRow> options = tables.instanceOptions().of(ids);
    Set<String> stale = Staleness.all(tables);
    return rows.stream()
        .map(row ->
            view(
                row,
                options.get(row.instanceId()),
                tags.getOrDefault(row.instanceId(), List.of()),
                Staleness.of(tables, stale, row.instanceId())))
        .toList();
  }

  private static InstanceView view(
      InstanceRow row, InstanceOptionsRow options, List<TagRow> tags, List<String> staleDiskIds) {
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
        tags.stream().map(tag -> new Tag(tag.key(), tag.value())).toList(),
        options == null ? InstanceExtras.NONE : extras(options),
        staleDiskIds);
  }

  /** All but the user data, which is asked for by itself. */
  private static InstanceExtras extras(InstanceOptionsRow row) {
    return new InstanceExtras(
        null,
        row.ramRoleName(),
        row.httpEndpoint(),
        row.httpTokens(),
        row.httpHops(),
        row.internetChargeType(),
        row.internetMbitIn(),
        row.internetMbitOut());
  }
}
