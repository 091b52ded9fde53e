package dev.stillpoint.control.disk;

import dev.stillpoint.catalog.AppliedFilter;
import dev.stillpoint.catalog.DiskFilter;
import dev.stillpoint.catalog.DiskHolderRow;
import dev.stillpoint.catalog.DiskRow;
import dev.stillpoint.catalog.DiskStatus;
import dev.stillpoint.catalog.DiskSwitchRow;
import dev.stillpoint.catalog.DiskType;
import dev.stillpoint.catalog.InstanceRow;
import dev.stillpoint.catalog.Position;
import dev.stillpoint.catalog.SealFilter;
import dev.stillpoint.catalog.SealRow;
import dev.stillpoint.catalog.Slice;
import dev.stillpoint.catalog.Tables;
import dev.stillpoint.catalog.TagRow;
import dev.stillpoint.control.fault.DiskError;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.fault.SharedError;
import dev.stillpoint.control.foundation.Foundation;
import dev.stillpoint.control.request.Caller;
import dev.stillpoint.control.request.Listing;
import dev.stillpoint.control.request.Resource;
import dev.stillpoint.control.request.Tag;
import dev.stillpoint.control.rule.DiskCategory;
import dev.stillpoint.control.rule.Pages;
import dev.stillpoint.control.rule.Places;
import dev.stillpoint.control.rule.Statuses;
import dev.stillpoint.control.rule.TagRules;
import dev.stillpoint.control.rule.TextRule;
import dev.stillpoint.control.rule.Times;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** DescribeDisks. */
final class DiskList {
  private static final int IDS_MAX = 100;
  private static final int RESULTS_MIN = 10;
  private static final int RESULTS_MAX = 500;

  private final Foundation foundation;

  DiskList(Foundation foundation) {
    this.foundation = foundation;
  }

  Listing<DiskView> describe(Caller caller, DescribeDisks request) throws Refusal {
    DiskFilter filter = filter(caller, request);
    Pages pages = Pages.of(request.paging(), RESULTS_MIN, RESULTS_MAX);
    foundation
        .admission()
        .admit(
            caller,
            "DescribeDisks",
            request.regionId(),
            Resource.namedOrEvery("disk", request.diskIds()));
    if (filter.zoneId() != null) {
      Places.checkZone(foundation.geography(), filter.zoneId());
    }
    if (Boolean.TRUE.equals(request.dryRun())) {
      throw new Refusal(SharedError.DRY_RUN_OPERATION);
    }
    return foundation
        .catalog()
        .read(tables -> {
          Slice<DiskRow> slice = tables.disks().list(filter, pages.part());
          return pages.listing(
              slice,
              views(tables, slice.rows()),
              row -> new Position(row.createdAt(), row.diskId()));
        });
  }

  private DiskFilter filter(Caller caller, DescribeDisks request) throws Refusal {
    TextRule.require(request.regionId(), "RegionId");
    if (request.diskIds() != null && request.diskIds().size() > IDS_MAX) {
      throw new Refusal(DiskError.INVALID_DISK_IDS_MALFORMED, IDS_MAX);
    }
    Times times = Times.of(request.filters());
    return new DiskFilter(
        caller.accountId(),
        matchesNone(request) ? List.of() : request.diskIds(),
        given(request.instanceId()),
        given(request.zoneId()),
        given(request.snapshotId()),
        given(request.diskName()),
        given(request.resourceGroupId()),
        type(request.diskType()),
        category(request.category()),
        status(request.status()),
        request.deleteWithInstance(),
        request.deleteAutoSnapshot(),
        request.enableAutoSnapshot(),
        multiAttach(request.multiAttach()),
        lockReason(request.lockReason()),
        times.from(),
        times.to(),
        TagRules.filter(request.tags(), foundation.limits().tagsMax()),
        new SealFilter(request.encrypted(), given(request.kmsKeyId())),
        new AppliedFilter(
            request.enableAutomatedSnapshotPolicy(), given(request.autoSnapshotPolicyId())));
  }

  /** True when a filter asks for what no disk of this deployment can be. */
  private static boolean matchesNone(DescribeDisks request) throws Refusal {
    String charge = given(request.diskChargeType());
    if (charge != null && !charge.equals("PrePaid") && !charge.equals("PostPaid")) {
      throw new Refusal(DiskError.INVALID_DISK_CHARGE_TYPE_NOT_FOUND, charge);
    }
    return "PrePaid".equals(charge) || Boolean.FALSE.equals(request.portable());
  }

  private static String given(String text) {
    return TextRule.absent(text) ? null : text;
  }

  private static DiskType type(String text) throws Refusal {
    if (TextRule.absent(text) || text.equals("all")) {
      return null;
    }
    return Statuses.type(text)
        .orElseThrow(() -> new Refusal(DiskError.INVALID_DISK_TYPE_VALUE_NOT_SUPPORTED, text));
  }

  private static String category(String text) throws Refusal {
    if (TextRule.absent(text) || text.equals("all")) {
      return null;
    }
    return DiskCategory.of(text)
        .orElseThrow(() -> new Refusal(DiskError.INVALID_CATEGORY_VALUE_NOT_SUPPORTED, text))
        .wire();
  }

  private static DiskStatus status(String text) throws Refusal {
    if (TextRule.absent(text) || text.equalsIgnoreCase("All")) {
      return null;
    }
    return Statuses.disk(text)
        .orElseThrow(() -> new Refusal(DiskError.INVALID_STATUS_VALUE_NOT_SUPPORTED_400, text));
  }

  private static String multiAttach(String text) throws Refusal {
    if (TextRule.absent(text)) {
      return null;
    }
    if (!List.of("Disabled", "Enabled", "LegacyShared").contains(text)) {
      throw new Refusal(DiskError.INVALID_PARAMETER_MULTI_ATTACH, text);
    }
    return text;
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

  private List<DiskView> views(Tables tables, List<DiskRow> rows) {
    List<String> ids = rows.stream().map(DiskRow::diskId).toList();
    Map<String, List<TagRow>> tags = tables.tags().of(ids);
    Map<String, SealRow> seals = tables.seals().of(ids);
    Map<String, DiskSwitchRow> switches = tables.diskSwitches().of(ids);
    Map<String, List<DiskHolderRow>> shared = tables.diskHolders().ofDisks(ids);
    Map<String, List<String>> policies = tables.diskPolicies().ofDisks(ids);
    List<DiskView> views = new ArrayList<>();
    for (DiskRow row : rows) {
      String locks =
          row.instanceId() == null
              ? ""
              : tables.instances().find(row.instanceId()).map(InstanceRow::lockReasons).orElse("");
      List<Tag> labels =
          tags.getOrDefault(row.diskId(), List.of()).stream()
              .map(tag -> new Tag(tag.key(), tag.value()))
              .toList();
      DiskSwitchRow on =
          switches.getOrDefault(row.diskId(), new DiskSwitchRow(row.diskId(), true, true));
      List<DiskHolder> holders = holders(row, shared.getOrDefault(row.diskId(), List.of()));
      String policyId = policies.getOrDefault(row.diskId(), List.of("")).getFirst();
      views.add(view(row, on, holders, Locks.of(locks), labels, seals.get(row.diskId()), policyId));
    }
    return views;
  }

  private static List<DiskHolder> holders(DiskRow row, List<DiskHolderRow> shared) {
    List<DiskHolder> holders = new ArrayList<>();
    if (row.instanceId() != null) {
      holders.add(new DiskHolder(row.instanceId(), row.device(), instant(row.attachedAt())));
    }
    for (DiskHolderRow hold : shared) {
      holders.add(new DiskHolder(hold.instanceId(), hold.device(), instant(hold.attachedAt())));
    }
    return holders;
  }

  private DiskView view(
      DiskRow row,
      DiskSwitchRow on,
      List<DiskHolder> holders,
      List<String> locks,
      List<Tag> tags,
      SealRow seal,
      String policyId) {
    return new DiskView(
        row.diskId(),
        row.name(),
        row.description(),
        row.regionId(),
        row.zoneId(),
        row.resourceGroupId(),
        row.diskId().substring("d-".length()),
        Statuses.wire(row.status()),
        Statuses.wire(row.type()),
        row.category(),
        row.performanceLevel(),
        row.sizeGib(),
        row.instanceId() == null ? "" : row.instanceId(),
        row.device(),
        instant(row.attachedAt()),
        instant(row.detachedAt()),
        row.deleteWithInstance(),
        on.deleteAutoSnapshot(),
        on.enableAutoSnapshot(),
        true,
        row.burstingEnabled(),
        row.provisionedIops(),
        row.multiAttach(),
        row.sourceSnapshotId(),
        row.imageId(),
        Instant.ofEpochMilli(row.createdAt()),
        holders,
        row.zoneId().isEmpty() ? foundation.geography().zoneIds() : List.of(),
        locks,
        tags,
        seal == null ? "" : seal.keyId(),
        policyId);
  }

  private static Instant instant(Long millis) {
    return millis == null ? null : Instant.ofEpochMilli(millis);
  }
}
