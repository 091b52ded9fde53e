package dev.stillpoint.control.tag;

import dev.stillpoint.catalog.TagFilter;
import dev.stillpoint.catalog.TagQuery;
import dev.stillpoint.catalog.TagQuery.FuzzyTag;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.fault.SharedError;
import dev.stillpoint.control.fault.TagError;
import dev.stillpoint.control.request.Tag;
import dev.stillpoint.control.rule.ResourceTypes;
import dev.stillpoint.control.rule.TagRules;
import dev.stillpoint.control.rule.TextRule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What the actions on tags ask of their parameters before anything is looked up. */
final class TagForm {
  static final int RESOURCES_MAX = 50;
  static final int FILTERS_MAX = 5;

  private TagForm() {}

  static void address(String regionId, String type) throws Refusal {
    if (TextRule.absent(regionId)) {
      throw new Refusal(TagError.MISSING_PARAMETER_REGION_ID);
    }
    if (TextRule.absent(type)) {
      throw new Refusal(TagError.MISSING_PARAMETER_RESOURCE_TYPE);
    }
    if (!ResourceTypes.exists(type)) {
      throw new Refusal(TagError.INVALID_RESOURCE_TYPE_NOT_FOUND, type);
    }
  }

  /** The resources, each once. */
  static List<String> resources(List<String> ids, boolean needed) throws Refusal {
    if (ids.isEmpty() && needed) {
      throw new Refusal(TagError.MISSING_PARAMETER_RESOURCE_IDS);
    }
    if (ids.size() > RESOURCES_MAX) {
      throw new Refusal(TagError.NUMBER_EXCEED_RESOURCE_IDS, RESOURCES_MAX, ids.size());
    }
    return ids.stream().distinct().toList();
  }

  static List<Tag> tags(List<Tag> tags, int max) throws Refusal {
    if (tags.isEmpty()) {
      throw new Refusal(TagError.MISSING_PARAMETER_TAGS);
    }
    checkCount(tags.size(), max);
    List<Tag> checked = TagRules.check(tags, max);
    Set<String> keys = new HashSet<>();
    for (Tag tag : checked) {
      if (!keys.add(tag.key().toLowerCase(Locale.ROOT))) {
        throw new Refusal(TagError.TAG_KEY_DUPLICATION, tag.key());
      }
    }
    return checked;
  }

  static void keys(List<String> keys, boolean all, int max) throws Refusal {
    if (keys.isEmpty() && !all) {
      throw new Refusal(TagError.MISSING_PARAMETER_TAGS);
    }
    checkCount(keys.size(), max);
    for (String key : keys) {
      if (TagRules.system(key)) {
        throw new Refusal(TagError.NO_PERMISSION_TAG, key);
      }
    }
  }

  private static void checkCount(int count, int max) throws Refusal {
    if (count > max) {
      throw new Refusal(TagError.NUMBER_EXCEED_TAGS, max, count);
    }
  }

  static List<TagFilter> exact(List<Tag> tags, int max) throws Refusal {
    checkCount(tags.size(), max);
    Set<String> keys = new HashSet<>();
    List<TagFilter> filters = new ArrayList<>();
    for (Tag tag : tags) {
      if (TextRule.absent(tag.key())) {
        throw new Refusal(TagError.INVALID_PARAMETER_TAG_VALUE);
      }
      if (!keys.add(tag.key())) {
        throw new Refusal(SharedError.DUPLICATE_TAG_KEY, tag.key());
      }
      filters.add(new TagFilter(tag.key(), tag.value()));
    }
    return filters;
  }

  static List<FuzzyTag> fuzzy(List<ListTagResources.Filter> filters) throws Refusal {
    List<FuzzyTag> fuzzy = new ArrayList<>();
    for (ListTagResources.Filter filter : filters) {
      if (filters.size() > FILTERS_MAX || TextRule.absent(filter.tagKey())) {
        throw new Refusal(TagError.INVALID_TAG_FILTER_MALFORMED, FILTERS_MAX);
      }
      if (filter.tagValues().size() > FILTERS_MAX) {
        throw new Refusal(
            TagError.NUMBER_EXCEED_TAG_VALUES, FILTERS_MAX, filter.tagValues().size());
      }
      fuzzy.add(
          new FuzzyTag(
              part(filter.tagKey()), filter.tagValues().stream().map(TagForm::part).toList()));
    }
    return fuzzy;
  }

  /** A text without a star is looked for anywhere. */
  private static String part(String text) {
    return text.contains("*") ? text : "*" + text + "*";
  }

  static boolean byResourceGroup(List<TagFilter> tags) {
    return tags.stream().anyMatch(tag -> tag.key().equals(TagQuery.RESOURCE_GROUP));
  }
}
