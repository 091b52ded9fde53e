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
import dev.stillpoint.catalog.SnapshotUsage;
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

  private final Foundation foundation;
  private final ImageSizes sizes;

  SnapshotList(Foundation foundation, ImageSizes sizes) {
    this.foundation = foundation;
    this.sizes = sizes;
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
          if (given(request.snapshotLinkId()) != null
              && !tables.snapshotLinks().exists(caller.accountId(), linked(request))) {
            throw new Refusal(
                SnapshotError.INVALID_SNAPSHOT_LINK_ID_NOT_FOUND, request.snapshotLinkId());
          }
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
    Times times = Times.of(request.filters());
    return new SnapshotFilter(
        caller.accountId(),
        request.snapshotIds(),
        disk(request),
        given(request.instanceId()),
        given(request.snapshotName()),
        given(request.resourceGroupId()),
        type(request.snapshotType()),
        diskType(request.sourceDiskType()),
        states(request.status()),
        usage == null ? null : SnapshotUsage.valueOf(usage.toUpperCase(Locale.ROOT)),
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
    if (!ChainNames.isOne(link)) {
      throw new Refusal(SnapshotError.INVALID_SNAPSHOT_LINK_ID_NOT_FOUND, link);
    }
    return disk == null || disk.equals(linked(request)) ? linked(request) : "";
  }

  private static String linked(DescribeSnapshots request) {
    return ChainNames.disk(request.snapshotLinkId());
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

  private List<SnapshotView> views(Tables tables, List<SnapshotRow> rows) {
    List<String> ids = rows.stream().map(SnapshotRow::snapshotId).toList();
    Beside beside =
        new Beside(
            tables.tags().of(ids),
            tables.disks().sourcesAmong(ids),
            tables.snapshots().imagedAmong(ids),
            tables.seals().of(ids),
            sizes.whole(
                rows.stream()
                    .filter(row -> row.cutLsn() != null)
                    .map(SnapshotRow::image)
                    .toList()));
    return rows.stream().map(row -> view(row, beside)).toList();
  }

  /** What is known of snapshots beyond their rows. */
  private record Beside(
      Map<String, List<TagRow>> tags,
      Set<String> cloned,
      Set<String> imaged,
      Map<String, SealRow> seals,
      Map<Long, Long> bytes) {

    String usage(String id) {
      if (imaged.contains(id)) {
        return cloned.contains(id) ? "image_disk" : "image";
      }
      return cloned.contains(id) ? "disk" : "none";
    }

    String keyId(String id) {
      return seals.containsKey(id) ? seals.get(id).keyId() : "";
    }
  }

  private static SnapshotView view(SnapshotRow row, Beside beside) {
    return new SnapshotView(
        row.snapshotId(),
        row.name(),
        row.description(),
        row.snapshotId().substring("s-".length()),
        ChainNames.of(row.sourceDiskId()),
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
        beside.usage(row.snapshotId()),
        row.category(),
        row.cutAt() == null ? null : Instant.ofEpochMilli(row.cutAt()),
        row.cutLsn(),
        beside.tags().getOrDefault(row.snapshotId(), List.of()).stream()
            .map(tag -> new Tag(tag.key(), tag.value()))
            .toList(),
        beside.keyId(row.snapshotId()),
        beside.bytes().get(row.image()));
  }

  private static boolean available(SnapshotRow row) {
    return row.state() == SnapshotState.PROGRESSING || row.state() == SnapshotState.ACCOMPLISHED;
  }
}
