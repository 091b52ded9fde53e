package dev.stillpoint.control.resourcegroup;

import dev.stillpoint.control.contract.Contract;
import dev.stillpoint.control.fault.Refusal;
import dev.stillpoint.control.fault.ResourceGroupError;
import dev.stillpoint.control.fault.TagError;
import dev.stillpoint.control.foundation.Limits;
import dev.stillpoint.control.request.Caller;
import dev.stillpoint.control.rule.ResourceTypes;
import dev.stillpoint.control.rule.TextRule;

/** Moves a thing to another group. */
record JoinResourceGroup(
    String regionId, String resourceType, String resourceId, String resourceGroupId)
    implements Contract<Void> {
  @Override
  public JoinResourceGroup checked(Caller caller, Limits limits) throws Refusal {
    need(resourceType, "ResourceType");
    need(resourceId, "ResourceId");
    need(resourceGroupId, "ResourceGroupId");
    if (!ResourceTypes.exists(resourceType)) {
      throw new Refusal(TagError.INVALID_RESOURCE_TYPE_NOT_FOUND, resourceType);
    }
    return this;
  }

  private static void need(String text, String parameter) throws Refusal {
    if (TextRule.absent(text)) {
      throw new Refusal(ResourceGroupError.MISSING_PARAMETER_403, parameter);
    }
  }
}
