package dev.stillpoint.control.tag;

import dev.stillpoint.catalog.TagFilter;
import dev.stillpoint.catalog.TagQuery.FuzzyTag;
import dev.stillpoint.control.contract.Contract;
import dev.stillpoint.control.contract.Each;
import dev.stillpoint.control.contract.Wire;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.fault.TagError;
import dev.stillpoint.control.foundation.Limits;
import dev.stillpoint.control.request.Caller;
import dev.stillpoint.control.request.Tag;
import java.util.List;

/** The tags that match, in the order of resources and keys. */
record ListTagResources(
    @Wire("TagFilter") List<Filter> filters,
    String regionId,
    String resourceType,
    @Wire("ResourceId") List<String> resourceIds,
    List<Tag> tags,
    String nextToken)
    implements Contract<ListTagResources.Answer> {
  /** A tag of which only parts are known, or patterns with *; one of the values must match. */
  record Filter(String tagKey, List<String> tagValues) {}

  record Answer(@Each("TagResource") List<Line> tagResources, String nextToken) {}

  record Line(String resourceId, String resourceType, String tagKey, String tagValue) {}

  @Override
  public ListTagResources checked(Caller caller, Limits limits) throws Refusal {
    TagForm.address(regionId, resourceType);
    List<String> ids = TagForm.resources(resourceIds, false);
    List<TagFilter> exact = TagForm.exact(tags, limits.tagsMax());
    List<FuzzyTag> fuzzy = TagForm.fuzzy(filters);
    if (ids.isEmpty() && exact.isEmpty() && fuzzy.isEmpty()) {
      throw new Refusal(TagError.BOTH_EMPTY_TAGS_AND_RESOURCES);
    }
    TagPlaces.place(nextToken);
    return new ListTagResources(filters, regionId, resourceType, ids, tags, nextToken);
  }
}
