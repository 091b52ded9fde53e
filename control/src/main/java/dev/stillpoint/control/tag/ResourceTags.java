package dev.stillpoint.control.tag;

import dev.stillpoint.catalog.ResourceKind;
import dev.stillpoint.catalog.Tables;
import dev.stillpoint.catalog.TagFilter;
import dev.stillpoint.catalog.TagQuery;
import dev.stillpoint.catalog.TagQuery.FuzzyTag;
import dev.stillpoint.catalog.TagRow;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.fault.SharedError;
import dev.stillpoint.control.fault.TagError;
import dev.stillpoint.control.foundation.Foundation;
import dev.stillpoint.control.request.Caller;
import dev.stillpoint.control.request.Tag;
import dev.stillpoint.control.rule.ResourceTypes;
import dev.stillpoint.control.rule.TagRules;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Tags that the catalog keeps. */
final class ResourceTags {
  private static final int PAGE = 50;

  private final Foundation foundation;

  ResourceTags(Foundation foundation) {
    this.foundation = foundation;
  }

  void tag(Caller caller, TagResources request) throws Refusal {
    int max = foundation.limits().tagsMax();
    List<Tag> tags = request.tags();
    foundation
        .catalog()
        .write(tables -> {
          for (String id : request.resourceIds()) {
            checkExists(tables, caller, request.resourceType(), id);
            checkRoom(tables, id, tags, max);
            tags.forEach(tag -> tables.tags().put(new TagRow(id, tag.key(), tag.value())));
          }
          return request;
        });
  }

  private static void checkRoom(Tables tables, String id, List<Tag> tags, int max) throws Refusal {
    Set<String> keys = new TreeSet<>(userKeys(tables, id));
    tags.forEach(tag -> keys.add(tag.key()));
    if (keys.size() > max) {
      throw new Refusal(SharedError.QUOTA_EXCEED_TAGS, max, keys.size());
    }
  }

  private static List<String> userKeys(Tables tables, String id) {
    return tables.tags().of(List.of(id)).getOrDefault(id, List.of()).stream()
        .map(TagRow::key)
        .filter(key -> !TagRules.system(key))
        .toList();
  }

  void untag(Caller caller, UntagResources request) throws Refusal {
    foundation
        .catalog()
        .write(tables -> {
          for (String id : request.resourceIds()) {
            checkExists(tables, caller, request.resourceType(), id);
            List<String> keys =
                request.tagKeys().isEmpty() ? userKeys(tables, id) : request.tagKeys();
            keys.forEach(key -> tables.tags().remove(id, key));
          }
          return request;
        });
  }

  private static void checkExists(Tables tables, Caller caller, String type, String id)
      throws Refusal {
    boolean exists =
        ResourceTypes.kind(type)
            .flatMap(kind -> tables.resources().find(kind, caller.accountId(), id))
            .isPresent();
    if (!exists) {
      throw new Refusal(TagError.INVALID_RESOURCE_ID_NOT_FOUND, type, id);
    }
  }

  ListTagResources.Answer list(Caller caller, ListTagResources request) throws Refusal {
    List<TagFilter> exact = TagForm.exact(request.tags(), foundation.limits().tagsMax());
    List<FuzzyTag> fuzzy = TagForm.fuzzy(request.filters());
    TagRow after = TagPlaces.place(request.nextToken());
    List<String> ids = request.resourceIds();
    Optional<ResourceKind> kind = ResourceTypes.kind(request.resourceType());
    if (kind.isEmpty()) {
      return new ListTagResources.Answer(List.of(), "");
    }
    boolean byGroup = TagForm.byResourceGroup(exact);
    List<TagRow> rows =
        foundation
            .catalog()
            .read(tables -> {
              if (byGroup) {
                refuseDefaultGroup(tables, caller, exact);
              }
              TagQuery query =
                  new TagQuery(
                      kind.get(),
                      caller.accountId(),
                      ids.isEmpty() ? null : ids,
                      exact,
                      fuzzy,
                      byGroup);
              return tables.tags().list(query, after, PAGE + 1);
            });
    return page(kind.get(), rows);
  }

  private static void refuseDefaultGroup(Tables tables, Caller caller, List<TagFilter> tags)
      throws Refusal {
    String byDefault = tables.accounts().defaultResourceGroup(caller.accountId()).orElse("");
    for (TagFilter tag : tags) {
      if (tag.key().equals(TagQuery.RESOURCE_GROUP) && byDefault.equals(tag.value())) {
        throw new Refusal(TagError.INVALID_DEFAULT_RESOURCE_GROUP_NOT_SUPPORTED);
      }
    }
  }

  private static ListTagResources.Answer page(ResourceKind kind, List<TagRow> rows) {
    boolean more = rows.size() > PAGE;
    List<TagRow> shown = more ? rows.subList(0, PAGE) : rows;
    String type = ResourceTypes.wire(kind);
    return new ListTagResources.Answer(
        shown.stream()
            .map(row -> new ListTagResources.Line(row.resourceId(), type, row.key(), row.value()))
            .toList(),
        more ? TagPlaces.token(shown.getLast()) : "");
  }
}
