package dev.stillpoint.control.tag;

import dev.stillpoint.control.contract.Contract;
import dev.stillpoint.control.contract.Wire;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.foundation.Limits;
import dev.stillpoint.control.request.Caller;
import dev.stillpoint.control.request.Circumstances;
import dev.stillpoint.control.request.Tag;
import java.util.List;

/** Sets tags on several resources, all or none; an older value of a key is replaced. */
record TagResources(
    String regionId,
    String resourceType,
    @Wire("ResourceId") List<String> resourceIds,
    List<Tag> tags)
    implements Contract<Void> {
  @Override
  public TagResources checked(Caller caller, Limits limits) throws Refusal {
    TagForm.address(regionId, resourceType);
    List<String> ids = TagForm.resources(resourceIds, true);
    return new TagResources(regionId, resourceType, ids, TagForm.tags(tags, limits.tagsMax()));
  }

  @Override
  public Circumstances circumstances() {
    return Circumstances.tagged(tags);
  }
}
