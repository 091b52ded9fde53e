package dev.stillpoint.control.image;

import dev.stillpoint.catalog.ImageDiskRow;
import dev.stillpoint.catalog.ImageFilter;
import dev.stillpoint.catalog.ImageRow;
import dev.stillpoint.catalog.ImageState;
import dev.stillpoint.catalog.Position;
import dev.stillpoint.catalog.Slice;
import dev.stillpoint.catalog.SnapshotRow;
import dev.stillpoint.catalog.Tables;
import dev.stillpoint.catalog.TagRow;
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
import java.util.ArrayList;
import java.util.List;

/** DescribeImages. */
final class ImageList {
  private static final int IDS_MAX = 100;
  private static final int RESULTS_MAX = 100;

  /** States that the cloud knows and no image here is ever in. */
  private static final List<String> OTHER_STATES =
      List.of("Waiting", "UnAvailable", "CreateFailed", "Deprecated");

  private final Foundation foundation;

  ImageList(Foundation foundation) {
    this.foundation = foundation;
  }

  Listing<ImageView> describe(Caller caller, DescribeImages request) throws Refusal {
    ImageFilter filter = filter(caller, request);
    Pages pages = Pages.of(request.paging(), 1, RESULTS_MAX);
    foundation
        .admission()
        .admit(
            caller,
            "DescribeImages",
            request.regionId(),
            Resource.namedOrEvery("image", request.imageIds()));
    if (Boolean.TRUE.equals(request.dryRun())) {
      throw new Refusal(SharedError.DRY_RUN_OPERATION);
    }
    return foundation
        .catalog()
        .read(tables -> {
          Slice<ImageRow> slice = tables.images().list(filter, pages.part());
          return pages.listing(
              slice,
              slice.rows().stream().map(row -> view(tables, row)).toList(),
              row -> new Position(row.createdAt(), row.imageId()));
        });
  }

  private ImageFilter filter(Caller caller, DescribeImages request) throws Refusal {
    TextRule.require(request.regionId(), "RegionId");
    if (request.imageIds() != null && request.imageIds().size() > IDS_MAX) {
      throw new Refusal(SharedError.INVALID_PARAMETER, "ImageId");
    }
    Times times = Times.of(request.filters());
    return new ImageFilter(
        caller.accountId(),
        request.elsewhere() ? List.of() : request.imageIds(),
        given(request.imageName()),
        given(request.imageFamily()),
        given(request.architecture()),
        states(request.status()),
        given(request.snapshotId()),
        given(request.resourceGroupId()),
        used(request.usage()),
        times.from(),
        times.to(),
        TagRules.filter(request.tags(), foundation.limits().tagsMax()));
  }

  private static String given(String text) {
    return TextRule.absent(text) ? null : text;
  }

  private static List<ImageState> states(String text) throws Refusal {
    if (TextRule.absent(text)) {
      return List.of(ImageState.AVAILABLE);
    }
    List<ImageState> states = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      switch (part) {
        case "Creating" -> states.add(ImageState.CREATING);
        case "Available" -> states.add(ImageState.AVAILABLE);
        default -> {
          if (!OTHER_STATES.contains(part)) {
            throw new Refusal(SnapshotError.INVALID_STATUS_NOT_FOUND, part);
          }
        }
      }
    }
    return states;
  }

  private static Boolean used(String usage) throws Refusal {
    if (TextRule.absent(usage)) {
      return null;
    }
    return switch (usage) {
      case "instance" -> true;
      case "none" -> false;
      default -> throw new Refusal(SnapshotError.INVALID_USAGE, usage);
    };
  }

  private static ImageView view(Tables tables, ImageRow row) {
    List<TagRow> tags =
        tables.tags().of(List.of(row.imageId())).getOrDefault(row.imageId(), List.of());
    return new ImageView(
        row.imageId(),
        row.name(),
        row.family(),
        row.version(),
        row.description(),
        row.architecture(),
        row.platform(),
        row.bootMode(),
        Statuses.wire(row.state()),
        tables.images().inUse(row.imageId()),
        row.resourceGroupId(),
        Instant.ofEpochMilli(row.createdAt()),
        tables.images().disks(row.imageId()).stream().map(disk -> disk(tables, disk)).toList(),
        tags.stream().map(tag -> new Tag(tag.key(), tag.value())).toList());
  }

  private static ImageView.Disk disk(Tables tables, ImageDiskRow disk) {
    int progress = tables.snapshots().find(disk.snapshotId()).map(SnapshotRow::progress).orElse(0);
    return new ImageView.Disk(
        disk.snapshotId(), Statuses.wire(disk.type()), disk.device(), disk.sizeGib(), progress);
  }
}
