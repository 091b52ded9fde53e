package dev.stillpoint.api.ecs.shape;

import dev.stillpoint.api.render.Fields;
import dev.stillpoint.control.request.ItemOutcome;
import dev.stillpoint.control.request.Listing;
import dev.stillpoint.control.request.Tag;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Parts that the answers of several actions share. */
public final class Shapes {
  private static final DateTimeFormatter SECONDS = form("uuuu-MM-dd'T'HH:mm:ss'Z'");
  private static final DateTimeFormatter MINUTES = form("uuuu-MM-dd'T'HH:mm'Z'");
  private static final DateTimeFormatter MILLIS = form("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'");

  private Shapes() {}

  /** A time to the second; empty for null. */
  public static String seconds(Instant time) {
    return time == null ? "" : SECONDS.format(time);
  }

  /** A time to the minute; empty for null. */
  public static String minutes(Instant time) {
    return time == null ? "" : MINUTES.format(time);
  }

  /** The instant of a group or snapshot, if there is one yet. */
  public static void cut(Fields fields, Instant time, Long lsn) {
    if (time != null && lsn != null) {
      fields.text("CutTime", MILLIS.format(time)).whole("CutLsn", lsn);
    }
  }

  /** Tags as most answers show them. */
  public static void tags(Fields fields, List<Tag> tags) {
    fields.list(
        "Tags",
        "Tag",
        tags,
        tag -> new Fields().text("TagKey", tag.key()).text("TagValue", value(tag)));
  }

  /** Tags as the list of groups shows them. */
  public static void plainTags(Fields fields, List<Tag> tags) {
    fields.list(
        "Tags", "Tag", tags, tag -> new Fields().text("Key", tag.key()).text("Value", value(tag)));
  }

  /** The members that tell which part of a list this is. */
  public static void page(Fields fields, Listing<?> listing) {
    fields
        .whole("TotalCount", listing.totalCount())
        .whole("PageNumber", listing.pageNumber())
        .whole("PageSize", listing.pageSize())
        .text("NextToken", listing.nextToken());
  }

  /** What became of each item of a call that works on several. */
  public static void progress(Fields fields, List<ItemOutcome> outcomes) {
    fields.list(
        "OperationProgressSet",
        "OperationProgress",
        outcomes,
        outcome ->
            new Fields()
                .text("OperationStatus", outcome.success() ? "Success" : "Failed")
                .text("ErrorCode", outcome.errorCode())
                .text("ErrorMsg", outcome.errorMessage())
                .list(
                    "RelatedItemSet",
                    "RelatedItem",
                    related(outcome),
                    item -> new Fields().text("Name", item.name()).text("Value", item.id())));
  }

  private static List<Related> related(ItemOutcome outcome) {
    List<Related> items = new ArrayList<>();
    items.add(new Related("SnapshotId", outcome.snapshotId()));
    if (outcome.diskId() != null) {
      items.add(new Related("DiskId", outcome.diskId()));
    }
    return items;
  }

  private static String value(Tag tag) {
    return tag.value() == null ? "" : tag.value();
  }

  private static DateTimeFormatter form(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
  }

  private record Related(String name, String id) {}
}
