package dev.stillpoint.control.snapshot;

import dev.stillpoint.catalog.DiskType;
import dev.stillpoint.catalog.Position;
import dev.stillpoint.catalog.SealFilter;
import dev.stillpoint.catalog.SealRow;
import dev.stillpoint.catalog.Slice;
import dev.stillpoint.catalog.SnapshotFilter;
import dev.stillpoint.catalog.SnapshotRow;
import dev.stillpoint.catalog.SnapshotState;
import dev.stillpoint.catalog.SnapshotType;
import dev.stillpoint.catalog.Tables;
import dev.stillpoint.catalog.TagRow;
import dev.stillpoint.control.fault.GroupError;
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
import dev.stillpoint.control.rule.Times;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** DescribeSnapshots. */
final class SnapshotList {
  private static final int IDS_MAX = 100;
  private static final int RESULTS_MAX = 100;
  private static final String LINK_PREFIX = "sl-";
  private static final String DISK_PREFIX = "d-";

  private final Foundation foundation;

  SnapshotList(Foundation foundation) {
    this.foundation = foundation;
  }

  Listing<SnapshotView> describe(Caller caller, DescribeSnapshots request) throws Refusal {
    SnapshotFilter filter = filter(caller, request);
    Pages pages = Pages.of(request.paging(), 1, RESULTS_MAX);
    foundation
        .admission()
        .admit(
            caller,
            "DescribeSnapshots",
            request.regionId(),
            Resource.namedOrEvery("snapshot", request.snapshotIds()));
    if (Boolean.TRUE.equals(request.dryRun())) {
      throw new Refusal(SharedError.DRY_RUN_OPERATION);
    }
    return foundation
        .catalog()
        .read(tables -> {
          Slice<SnapshotRow> slice = tables.snapshots().list(filter, pages.part());
          return pages.listing(
              slice,
              views(tables, slice.rows()),
              row -> new Position(row.createdAt(), row.snapshotId()));
        });
  }

  private SnapshotFilter filter(Caller caller, DescribeSnapshots request) throws Refusal {
    TextRule.require(request.regionId(), "RegionId");
    if (request.snapshotIds() != null && request.snapshotIds().size() > IDS_MAX) {
      throw new Refusal(SnapshotError.INVALID_SNAPSHOT_IDS_MALFORMED, IDS_MAX);
    }
    String usage = given(request.usage());
    if (usage != null && !List.of("image", "disk", "image_disk", "none").contains(usage)) {
      throw new Refusal(SnapshotError.INVALID_USAGE, usage);
    }
    String category = category(request.category());
    boolean none = usage != null && usage.startsWith("image");
    Times times = Times.of(request.filters());
    return new SnapshotFilter(
        caller.accountId(),
        none ? List.of() : request.snapshotIds(),
        disk(request),
        given(request.instanceId()),
        given(request.snapshotName()),
        given(request.resourceGroupId()),
        type(request.snapshotType()),
        diskType(request.sourceDiskType()),
        states(request.status()),
        usage == null ? null : usage.equals("disk"),
        category,
        times.from(),
        times.to(),
        TagRules.filter(request.tags(), foundation.limits().tagsMax()),
        new SealFilter(request.encrypted(), given(request.kmsKeyId())));
  }

  private static String given(String text) {
    return TextRule.absent(text) ? null : text;
  }

  /** A chain is all snapshots of one disk, so its name stands for the disk's. */
  private static String disk(DescribeSnapshots request) throws Refusal {
    String disk = given(request.diskId());
    String link = given(request.snapshotLinkId());
    if (link == null) {
      return disk;
    }
    if (!link.startsWith(LINK_PREFIX)) {
      throw new Refusal(SnapshotError.INVALID_SNAPSHOT_LINK_ID_NOT_FOUND, link);
    }
    String linked = DISK_PREFIX + link.substring(LINK_PREFIX.length());
    return disk == null || disk.equals(linked) ? linked : "";
  }

  private static SnapshotType type(String text) throws Refusal {
    if (TextRule.absent(text) || text.equals("all")) {
      return null;
    }
    return switch (text) {
      case "auto" -> SnapshotType.AUTO;
      case "user" -> SnapshotType.USER;
      default -> throw new Refusal(SnapshotError.INVALID_SNAPSHOT_TYPE_NOT_FOUND, text);
    };
  }

  private static DiskType diskType(String text) throws Refusal {
    if (TextRule.absent(text)) {
      return null;
    }
    return Statuses.type(text)
        .orElseThrow(() -> new Refusal(SnapshotError.INVALID_SOURCE_DISK_TYPE, text));
  }

  private static List<SnapshotState> states(String text) throws Refusal {
    if (TextRule.absent(text) || text.equals("all")) {
      return null;
    }
    return switch (text) {
      case "progressing" -> List.of(SnapshotState.INTENDED, SnapshotState.PROGRESSING);
      case "accomplished" -> List.of(SnapshotState.ACCOMPLISHED);
      case "failed" -> List.of(SnapshotState.FAILED);
      default -> throw new Refusal(SnapshotError.INVALID_STATUS_NOT_FOUND, text);
    };
  }

  private static String category(String text) throws Refusal {
    if (TextRule.absent(text)) {
      return null;
    }
    String lower = text.toLowerCase(Locale.ROOT);
    if (!List.of("standard", "flash", "archive").contains(lower)) {
      throw new Refusal(GroupError.INVALID_SNAPSHOT_CATEGORY_MALFORMED, text);
    }
    return lower;
  }

  private static List<SnapshotView> views(Tables tables, List<SnapshotRow> rows) {
    List<String> ids = rows.stream().map(SnapshotRow::snapshotId).toList();
    Map<String, List<TagRow>> tags = tables.tags().of(ids);
    Set<String> used = tables.disks().sourcesAmong(ids);
    Map<String, SealRow> seals = tables.seals().of(ids);
    return rows.stream()
        .map(row ->
            view(
                row,
                used.contains(row.snapshotId()),
                tags.getOrDefault(row.snapshotId(), List.of()),
                seals.get(row.snapshotId())))
        .toList();
  }

  private static SnapshotView view(SnapshotRow row, boolean used, List<TagRow> tags, SealRow seal) {
    return new SnapshotView(
        row.snapshotId(),
        row.name(),
        row.description(),
        row.snapshotId().substring("s-".length()),
        LINK_PREFIX + row.sourceDiskId().substring(DISK_PREFIX.length()),
        row.regionId(),
        row.resourceGroupId(),
        row.groupId() == null ? "" : row.groupId(),
        row.type() == SnapshotType.AUTO ? "auto" : "user",
        Statuses.wire(row.state()),
        row.progress(),
        available(row),
        Instant.ofEpochMilli(row.createdAt()),
        Instant.ofEpochMilli(row.modifiedAt()),
        row.sourceDiskId(),
        Statuses.wire(row.sourceDiskType()),
        row.sizeGib(),
        row.retentionDays(),
        used ? "disk" : "none",
        row.category(),
        row.cutAt() == null ? null : Instant.ofEpochMilli(row.cutAt()),
        row.cutLsn(),
        tags.stream().map(tag -> new Tag(tag.key(), tag.value())).toList(),
        seal == null ? "" : seal.keyId());
  }

  private static boolean available(SnapshotRow row) {
    return row.state() == SnapshotState.PROGRESSING || row.state() == SnapshotState.ACCOMPLISHED;
  }
}
