package dev.stillpoint.control.rule;

import dev.stillpoint.catalog.TagFilter;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.fault.SharedError;
import dev.stillpoint.control.request.Tag;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What tags given by a client may look like. */
public final class TagRules {
  /** The tag of a member snapshot that names the instance its disk was attached to. */
  public static final String CREATED_FROM = "acs:ecs:createFrom";

  private static final int TEXT_MAX = 128;

  private TagRules() {}

  /**
   * The tags with absent values made empty.
   *
   * @throws Refusal QuotaExceed.Tags, InvalidTagKey.Malformed, InvalidTagValue.Malformed,
   *     Duplicate.TagKey
   */
  public static List<Tag> check(List<Tag> tags, int max) throws Refusal {
    if (tags.size() > max) {
      throw new Refusal(SharedError.QUOTA_EXCEED_TAGS, max, tags.size());
    }
    Set<String> keys = new HashSet<>();
    List<Tag> checked = new ArrayList<>();
    for (Tag tag : tags) {
      String value = tag.value() == null ? "" : tag.value();
      if (!keyAllowed(tag.key())) {
        throw new Refusal(SharedError.INVALID_TAG_KEY_MALFORMED);
      }
      if (!valueAllowed(value)) {
        throw new Refusal(SharedError.INVALID_TAG_VALUE_MALFORMED);
      }
      if (!keys.add(tag.key())) {
        throw new Refusal(SharedError.DUPLICATE_TAG_KEY, tag.key());
      }
      checked.add(new Tag(tag.key(), value));
    }
    return checked;
  }

  /** True for the key of a tag that the server makes, which no client may set or remove. */
  public static boolean system(String key) {
    return key.toLowerCase(Locale.ROOT).startsWith("acs:");
  }

  private static boolean keyAllowed(String key) {
    if (key == null || key.isEmpty() || key.length() > TEXT_MAX || holdsUrl(key)) {
      return false;
    }
    String lower = key.toLowerCase(Locale.ROOT);
    return !lower.startsWith("acs:") && !lower.startsWith("aliyun");
  }

  private static boolean valueAllowed(String value) {
    return value.length() <= TEXT_MAX
        && !value.toLowerCase(Locale.ROOT).startsWith("acs:")
        && !holdsUrl(value);
  }

  private static boolean holdsUrl(String text) {
    return text.contains("http://") || text.contains("https://");
  }

  /**
   * A filter by tags; system tags may be asked for.
   *
   * @throws Refusal InvalidTagCount, Duplicate.TagKey, InvalidTagKey.Malformed
   */
  public static List<TagFilter> filter(List<Tag> tags, int max) throws Refusal {
    if (tags.size() > max) {
      throw new Refusal(SharedError.INVALID_TAG_COUNT, max, tags.size());
    }
    Set<String> keys = new HashSet<>();
    List<TagFilter> filter = new ArrayList<>();
    for (Tag tag : tags) {
      if (tag.key() == null || tag.key().isEmpty()) {
        throw new Refusal(SharedError.INVALID_TAG_KEY_MALFORMED);
      }
      if (!keys.add(tag.key())) {
        throw new Refusal(SharedError.DUPLICATE_TAG_KEY, tag.key());
      }
      filter.add(new TagFilter(tag.key(), tag.value()));
    }
    return filter;
  }
}
