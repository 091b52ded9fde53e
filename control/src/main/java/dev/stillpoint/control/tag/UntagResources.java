package dev.stillpoint.control.tag;

import dev.stillpoint.control.contract.Contract;
import dev.stillpoint.control.contract.Wire;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.foundation.Limits;
import dev.stillpoint.control.request.Caller;
import java.util.List;

/**
 * Removes tags from several resources, all or none; a key that is not there is no error. All of the
 * user's go when no key is given.
 */
record UntagResources(
    String regionId,
    String resourceType,
    @Wire("ResourceId") List<String> resourceIds,
    @Wire("TagKey") List<String> tagKeys,
    boolean all)
    implements Contract<Void> {
  @Override
  public UntagResources checked(Caller caller, Limits limits) throws Refusal {
    TagForm.address(regionId, resourceType);
    List<String> ids = TagForm.resources(resourceIds, true);
    TagForm.keys(tagKeys, all, limits.tagsMax());
    return new UntagResources(regionId, resourceType, ids, tagKeys, all);
  }
}
